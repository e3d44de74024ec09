import { createHash } from 'node:crypto';
import type { SafeClient } from '../../send/safe-client.ts';
import { ask, textIn } from './ask.ts';

export interface BlueskySession {
  readonly did: string;
  readonly jwt: string;
}

/** The server ends a session after two hours. */
const goodMs = 3_600_000;
const maxOpenSessions = 200;

/** Sessions of accounts, kept because a server opens only 300 a day for one. */
export class BlueskySessions {
  private readonly sessions = new Map<string, BlueskySession & { readonly untilMs: number }>();

  /** The session of an account, opened where there is none. Throws as `ask` does. */
  async of(
    server: string,
    identifier: string,
    password: string,
    client: SafeClient,
    signal: AbortSignal,
  ): Promise<BlueskySession> {
    const name = nameOf(server, identifier, password);
    const known = this.sessions.get(name);
    if (known !== undefined && known.untilMs > performance.now()) return known;
    const url = new URL('/xrpc/com.atproto.server.createSession', server).href;
    const json = { identifier, password };
    const answer = (await ask(client, { method: 'POST', url, json, signal })).json;
    const session = {
      did: textIn(answer, 'did'),
      jwt: textIn(answer, 'accessJwt'),
      untilMs: performance.now() + goodMs,
    };
    this.sessions.delete(name);
    const [oldest] = this.sessions.keys();
    if (this.sessions.size >= maxOpenSessions && oldest !== undefined) this.sessions.delete(oldest);
    this.sessions.set(name, session);
    return session;
  }

  forget(server: string, identifier: string, password: string): void {
    this.sessions.delete(nameOf(server, identifier, password));
  }
}

/** Without the password in it. */
function nameOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}
