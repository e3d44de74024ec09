import type { IncomingMessage } from 'node:http';
import type { Principal } from '../../accounts/principal.ts';
import { sessionLife } from '../../accounts/sessions.ts';
import type { Config } from '../../config.ts';
import { Refusal, tooManyRequests } from '../../feed/refusal.ts';
import type { Addresses } from '../../http/addresses.ts';
import { Shares } from '../../http/shares.ts';
import type { WrongKeys } from '../../http/wrong-keys.ts';
import { agentOf, cookieFor } from './session-cookie.ts';

/** Passwords that one address may try at once, and then a second: each costs a core 40 ms, right or wrong. */
export const passwordTries = { burst: 30, perSecond: 1 } as const;

type Asked = IncomingMessage & { readonly secure: boolean };

/** The part of an answer that is needed for its cookies. */
interface Jar {
  readonly cookie: (name: string, value: string, options: object) => unknown;
  readonly clearCookie: (name: string, options: object) => unknown;
}

/** Gives the cookies of sessions, and counts wrong keys. Also the injection token. */
export class SessionDoor {
  private readonly tries = new Shares(passwordTries);

  constructor(
    private readonly wrongKeys: WrongKeys,
    private readonly addresses: Addresses,
    private readonly config: Config,
  ) {}

  /** Opens a session and gives its cookie. Returns who has come in. */
  async letIn(
    request: Asked,
    response: Jar,
    open: () => Promise<{ readonly secret: string; readonly principal: Principal }>,
  ): Promise<Principal> {
    const { secret, principal } = await this.countWrong(request, open);
    const { name, options } = cookieFor(request, this.config.publicUrl);
    response.cookie(name, secret, { ...options, maxAge: sessionLife.seconds * 1000 });
    return principal;
  }

  /** Throws `too_many_requests` for an address that has tried too many passwords, before the next is looked at. */
  countTry(request: Asked): void {
    const waitMs = this.tries.take(this.addresses.of(request));
    if (waitMs > 0) throw tooManyRequests('Too many passwords were tried from here.', waitMs);
  }

  /** Where a request comes from, and the browser as it names itself. */
  from(request: Asked): { readonly address: string; readonly agent?: string } {
    const agent = agentOf(request);
    return { address: this.addresses.of(request), ...(agent === undefined ? {} : { agent }) };
  }

  /** Takes the cookie away. */
  forget(request: Asked, response: Jar): void {
    const { name, options } = cookieFor(request, this.config.publicUrl);
    response.clearCookie(name, options);
  }

  /** For who is signed in and gives the password again: the try is counted before, a wrong one after. */
  again<T>(request: Asked, open: () => Promise<T>): Promise<T> {
    this.countTry(request);
    return this.countWrong(request, open);
  }

  /** The key is tried before the limit, so that wrong keys of others do not lock it out. */
  async countWrong<T>(request: Asked, open: () => Promise<T>): Promise<T> {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof Refusal) || !isGuess(error)) throw error;
      throw await this.wrongKeys.refusal(request, error);
    }
  }
}

/** A key that was not right. `code_required` is none: it comes after a right password. */
function isGuess({ code }: Refusal): boolean {
  return code === 'not_signed_in' || code === 'wrong_code' || code === 'wrong_password';
}
