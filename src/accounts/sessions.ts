import { Refusal } from '../feed/refusal.ts';
import type { Credentials } from './credentials.ts';
import type { Principal } from './principal.ts';
import { hashOf, makeSecret, sameSecret } from './secret.ts';

export const sessionSeconds = 14 * 24 * 3600;
export const signinCodeSeconds = 24 * 3600;

/** Of a session that a one-time link opened. */
const linkProof = 'link';

/** Of a session that a token opened: a name of the token that gives nothing away. */
function proofOf(token: string): string {
  return `token:${hashOf(`session proof of ${token}`)}`;
}

/** Signs people in and knows them again. Secrets are kept as hashes only. */
export class Sessions {
  constructor(
    private readonly credentials: Credentials,
    private readonly adminToken: string | undefined,
  ) {}

  /** A new one-time code; the one before it, if unused, opens nothing any more. */
  async makeSigninCode(): Promise<string> {
    const code = makeSecret();
    await this.credentials.replaceSigninCode(hashOf(code), signinCodeSeconds);
    return code;
  }

  /** The secret of a new session. Throws `not_signed_in` for a token or code that opens nothing. */
  async signIn(key: { readonly token: string } | { readonly code: string }): Promise<string> {
    const opens =
      'token' in key
        ? this.byToken(key.token) !== undefined
        : await this.credentials.useSigninCode(hashOf(key.code));
    if (!opens) {
      throw new Refusal(
        'not_signed_in',
        'token' in key
          ? 'This token opens nothing here.'
          : 'This sign-in link was used already or is too old; a restart of the server prints a new one.',
      );
    }
    const secret = makeSecret();
    const proof = 'token' in key ? proofOf(key.token) : linkProof;
    await this.credentials.openSession(hashOf(secret), { name: 'admin', proof }, sessionSeconds);
    return secret;
  }

  async bySession(secret: string): Promise<Principal | undefined> {
    if (!/^[\w-]{43}$/.test(secret)) return undefined;
    const owner = await this.credentials.session(hashOf(secret));
    return owner !== undefined && this.holds(owner.proof)
      ? { name: owner.name, role: 'admin' }
      : undefined;
  }

  /** A token that is not the token any more holds no session open, nor does what nobody knows. */
  private holds(proof: string): boolean {
    const { adminToken } = this;
    return proof === linkProof || (adminToken !== undefined && proof === proofOf(adminToken));
  }

  byToken(token: string): Principal | undefined {
    const { adminToken } = this;
    if (adminToken === undefined || !sameSecret(token, adminToken)) return undefined;
    return { name: 'admin', role: 'admin' };
  }

  signOut(secret: string): Promise<void> {
    return this.credentials.closeSession(hashOf(secret));
  }
}
