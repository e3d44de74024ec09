import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { Refusal } from '../feed/refusal.ts';
import type { Reply, SafeClient } from '../followers/send/safe-client.ts';
import { askRemote, faultOf, parsed } from '../remote/remote-client.ts';
import { RemoteFault } from '../remote/remote-fault.ts';
import { chainFrom, chainHeader } from './chain.ts';
import { Turnstile } from './turnstile.ts';

/** Where a relay has its news from. */
export interface UpstreamAddress {
  /** Without a slash at its end. */
  readonly url: string;
  /** Sent with each call, for an upstream, or a proxy before it, that asks for one. */
  readonly token?: string | undefined;
}

/** What an operator is told of the upstream, in a few words. */
export interface UpstreamReport {
  readonly away: (reason: string) => void;
  readonly back: () => void;
}

/** Calls that run at a time, and that wait: whatever readers ask, an upstream has no more to do. */
const maxAtOnce = 16;
const maxWaiting = 200;
/** A stream begins with its first word at once; nothing at all for this long is no answer. */
const beginsWithinMs = 10_000;
/** A stream says something every 25 s at least. */
const silentForMs = 40_000;
/** How often it is asked who it is: a circle, and an upstream that hangs, are noticed so soon. */
const greetEveryMs = 5_000;
/** An upstream that is away is looked for this often. */
const lookEveryMs = 1_000;

/**
 * The upstream of a relay: its public addresses, asked as a reader asks them. Knows whether it is there, and since when it is
 * not. Redirects are not followed: nobody leads a relay elsewhere.
 */
export class Upstream {
  private readonly turnstile = new Turnstile(maxAtOnce, maxWaiting);
  private readonly streams = new Set<IncomingMessage>();
  private readonly ended = new AbortController();
  private chain: readonly string[];
  private greeting: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private lost: { readonly since: string; readonly reason: string } | undefined;
  private heardAt = new Date().toISOString();
  private hasAnswered = false;
  private calls = 0;

  constructor(
    readonly address: UpstreamAddress,
    private readonly ownId: string,
    private readonly client: SafeClient,
    private readonly report: UpstreamReport,
  ) {
    this.chain = [ownId];
  }

  /** Begins to look whether it is there. Resolves after the first look, whatever it found. */
  async open(): Promise<void> {
    await this.greet().catch(() => undefined);
    let atMs = performance.now();
    this.timer = setInterval(() => {
      const isDue = this.lost !== undefined || performance.now() - atMs >= greetEveryMs;
      if (!isDue) return;
      atMs = performance.now();
      void this.greet().catch(() => undefined);
    }, lookEveryMs);
  }

  close(): void {
    clearInterval(this.timer);
    this.ended.abort();
    for (const stream of this.streams) stream.destroy();
  }

  /** Since when it has not been heard of (RFC 3339); undefined while it is there. */
  get awaySince(): string | undefined {
    return this.lost?.since;
  }

  /** Why it is away, in a few words. */
  get awayBecause(): string | undefined {
    return this.lost?.reason;
  }

  /** This relay and those before it, the nearest first. */
  get relays(): readonly string[] {
    return this.chain;
  }

  /** Calls and streams since the start. */
  get asked(): number {
    return this.calls;
  }

  /** Asks who it is. Throws a RemoteFault when it is not there, or would have its news from here. */
  greet(): Promise<void> {
    this.greeting ??= this.askWho().finally(() => {
      this.greeting = undefined;
    });
    return this.greeting;
  }

  /**
   * The answer to a reader's call. Throws the Refusal `unavailable` where there is none, and while the upstream is away:
   * nobody waits for what was just found silent.
   */
  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    if (this.lost !== undefined) throw unavailable(this.lost.reason);
    try {
      return await this.turnstile.pass(() => this.ask(path, headers));
    } catch (error) {
      throw error instanceof RemoteFault ? unavailable(error.reason) : error;
    }
  }

  /** The JSON of an answer; undefined where there is nothing (404). */
  async json(path: string, headers?: Readonly<Record<string, string>>): Promise<unknown> {
    const reply = await this.get(path, headers);
    if (reply.status === 404) return undefined;
    return jsonOf(reply);
  }

  /** Whether there is such a file. */
  async has(path: string): Promise<boolean> {
    const { status } = await this.turnstile.pass(() => this.ask(path, {}, 'HEAD'));
    return status === 200;
  }

  /** Opens a stream of events. Throws a RemoteFault where none begins. The caller destroys it. */
  async stream(path: string): Promise<IncomingMessage> {
    // Nothing is asked of an upstream that would ask here again.
    if (this.lost !== undefined || !this.hasAnswered) await this.greet();
    this.calls += 1;
    const { url, token } = this.address;
    const target = `${url}/api/v1${path}`;
    const options = {
      agent: false,
      signal: this.ended.signal,
      headers: {
        accept: 'text/event-stream',
        'accept-encoding': 'identity',
        'user-agent': 'Dateline relay',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
    };
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = target.startsWith('https:')
        ? https.get(target, options)
        : http.get(target, options);
      request.setTimeout(beginsWithinMs, () => request.destroy(new Error('silence')));
      request.once('response', resolve);
      request.once('error', () => {
        // Whether the upstream is away, or this stream alone broke.
        void this.greet().catch(() => undefined);
        reject(new RemoteFault('was not reached'));
      });
    });
    response.on('error', () => undefined);
    this.streams.add(response);
    response.once('close', () => this.streams.delete(response));
    response.socket.setTimeout(silentForMs, () => response.destroy());
    const type = response.headers['content-type'] ?? '';
    if (response.statusCode !== 200 || !type.startsWith('text/event-stream')) {
      response.destroy();
      throw faultOf({ status: response.statusCode ?? 0 });
    }
    return response;
  }

  private async askWho(): Promise<void> {
    try {
      const { status, headers = {} } = await this.ask('/healthz');
      if (status >= 500) throw new RemoteFault(`answers ${status}`);
      const found = chainFrom(this.ownId, headers[chainHeader]);
      if (found.kind === 'circle') {
        throw new RemoteFault('has its news from this relay: set UPSTREAM_URL to another server');
      }
      if (found.kind === 'long') throw new RemoteFault('is behind too many relays');
      this.chain = found.chain;
      this.heard();
    } catch (error) {
      if (!this.ended.signal.aborted) this.lose(reasonOf(error));
      throw error;
    }
  }

  private ask(path: string, more = {}, method: 'GET' | 'HEAD' = 'GET'): Promise<Reply> {
    this.calls += 1;
    const { url, token } = this.address;
    const headers = {
      ...more,
      'user-agent': 'Dateline relay',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
    return askRemote(this.client, { method, url: url + path, headers, signal: this.ended.signal });
  }

  private heard(): void {
    this.heardAt = new Date().toISOString();
    this.hasAnswered = true;
    if (this.lost === undefined) return;
    this.lost = undefined;
    this.report.back();
  }

  private lose(reason: string): void {
    const isNew = this.lost === undefined;
    this.lost = { since: this.lost?.since ?? this.heardAt, reason };
    if (!isNew) return;
    this.report.away(reason);
    // A line that passes nothing any more says so to nobody.
    for (const stream of this.streams) stream.destroy();
  }
}

/** The JSON of an answer. Throws the Refusal `unavailable` for any that is none. */
export function jsonOf(reply: Reply): unknown {
  try {
    return parsed(reply);
  } catch (error) {
    throw unavailable(reasonOf(error));
  }
}

export function reasonOf(error: unknown): string {
  if (error instanceof RemoteFault || error instanceof Unavailable) return error.reason;
  return error instanceof Error ? error.message : String(error);
}

class Unavailable extends Refusal {
  constructor(readonly reason: string) {
    super('unavailable', `The upstream of this relay ${reason}.`);
  }
}

export function unavailable(reason: string): Refusal {
  return new Unavailable(reason);
}
