import type { Principal } from '../accounts/principal.ts';
import type { Sessions } from '../accounts/sessions.ts';
import { Refusal, tooManyRequests } from '../feed/refusal.ts';
import type { EditorGuest } from '../gateway/editor-sockets.ts';
import { Shares } from '../http/shares.ts';
import type { WrongKeys } from '../http/wrong-keys.ts';

/** Handshakes that one address may make at once, and then a second: each asks the database. */
const handshakes = { burst: 100, perSecond: 10 };

/** What an editor has come in by, to be looked at again. */
export type Credential =
  | { readonly kind: 'session'; readonly secret: string }
  | { readonly kind: 'token'; readonly token: string };

/** Finds who opens a connection to the newsroom's namespace. */
export class EditorDoor {
  private readonly shares = new Shares(handshakes);

  constructor(
    private readonly sessions: Pick<Sessions, 'bySession' | 'byToken'>,
    private readonly wrongKeys: Pick<WrongKeys, 'refusalFor'>,
    private readonly publicOrigin: string | undefined,
  ) {}

  /**
   * The credential and its owner. Throws a Refusal. A handshake without any, as a reader's would be, costs no look into the
   * database.
   */
  async enter(
    guest: EditorGuest,
    auth: unknown,
  ): Promise<{ readonly credential: Credential; readonly principal: Principal }> {
    const credential = credentialOf(guest, auth);
    if (credential === undefined) {
      throw new Refusal('not_signed_in', 'Sign in at /newsroom, or send auth: {token}.');
    }
    if (credential.kind === 'session' && !this.isOwn(guest)) {
      const detail = 'A session works from the newsroom page alone; use a token.';
      throw new Refusal('not_allowed', detail);
    }
    const waitMs = this.shares.take(guest.address);
    if (waitMs > 0) throw tooManyRequests('Too many connections to the newsroom.', waitMs);
    const principal = await this.ownerOf(credential);
    if (principal !== undefined) return { credential, principal };
    const wrong = new Refusal('not_signed_in', 'This session is over, or the token opens nothing.');
    throw credential.kind === 'token'
      ? await this.wrongKeys.refusalFor(guest.address, wrong)
      : wrong;
  }

  /** Undefined when the credential opens nothing any more. */
  ownerOf(credential: Credential): Promise<Principal | undefined> {
    switch (credential.kind) {
      case 'session':
        return this.sessions.bySession(credential.secret);
      case 'token':
        return this.sessions.byToken(credential.token);
    }
  }

  /** A browser sends the cookie with requests of any page of the site, and always says which page it is. */
  private isOwn({ origin, host }: EditorGuest): boolean {
    if (origin === undefined) return false;
    return origin === this.publicOrigin || URL.parse(origin)?.host === host;
  }
}

function credentialOf({ session }: EditorGuest, auth: unknown): Credential | undefined {
  const token = typeof auth === 'object' && auth !== null && 'token' in auth ? auth.token : '';
  if (typeof token === 'string' && token !== '') return { kind: 'token', token };
  return session === undefined ? undefined : { kind: 'session', secret: session };
}
