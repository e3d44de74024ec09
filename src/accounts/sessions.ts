import { Refusal } from '../feed/refusal.ts';
import type { Credentials } from './credentials.ts';
import type { Principal } from './principal.ts';
import { hashOf, makeSecret, sameSecret } from './secret.ts';

export const sessionSeconds = 14 * 24 * 3600;
export const signinCodeSeconds = 24 * 3600;

/** The proof of a session that a one-time link opened. */
const linkProof = 'link';

/** The proof of a session that a token opened: a digest, from which the token cannot be found. */
function proofOf(token: string): string {
  return `token:${hashOf(`session proof of ${token}`)}`;
}

/** Signs people in, and finds the owner of a session. Secrets are stored as hashes only. */
export class Sessions {
  constructor(
    private readonly credentials: Credentials,
    private readonly adminToken: string | undefined,
  ) {}

  /** Makes a new one-time code. An earlier code that was not used is not accepted any more. */
  async makeSigninCode(): Promise<string> {
    const code = makeSecret();
    await this.credentials.replaceSigninCode(hashOf(code), signinCodeSeconds);
    return code;
  }

  /** Opens a session and returns its secret. Throws `not_signed_in` for a wrong token or code. */
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

  /**
   * True while what opened the session is valid: a session ends when ADMIN_TOKEN is changed, or its proof is unknown.
   */
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
