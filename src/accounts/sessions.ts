import type { Actor } from '../database/audit.ts';
import { Refusal } from '../feed/refusal.ts';
import type { Credentials, Lifetime, OpenSession } from './credentials.ts';
import type { PasswordCheck } from './password-check.ts';
import { passwordFaults } from './password-strength.ts';
import type { Passwords } from './passwords.ts';
import { noInvitation, type People } from './people.ts';
import type { Person } from './person.ts';
import type { Principal } from './principal.ts';
import type { SecondStep } from './second-factor/second-step.ts';
import { hashOf, makeSecret, sameSecret } from './secret.ts';
import type { Tokens } from './tokens.ts';

/** Two weeks at most, three days unused. */
export const sessionLife: Lifetime = { seconds: 14 * 24 * 3600, idleSeconds: 3 * 24 * 3600 };
export const signinCodeSeconds = 24 * 3600;

/** The proof of a session that a one-time link opened. */
const linkProof = 'link';
/** The proof of a session that a passkey opened. */
const passkeyProof = 'passkey';
/** The proof of a session that an identity at the OpenID provider opened. */
const openidProof = 'openid';
/** The proof of a session that a password opened, or the invitation that the password was chosen with. */
const passwordProof = 'password';
/** Tokens begin with it, so that they are found where they were left by mistake. */
const tokenPrefix = 'dateline_';

/** The proof of a session that a token opened: a digest, from which the token cannot be found. */
function proofOf(token: string): string {
  return `token:${hashOf(`session proof of ${token}`)}`;
}

/** Where somebody is who signs in, and with which browser. */
export interface From {
  readonly address?: string;
  readonly agent?: string;
}

/** What signs a person in. */
export type SignInKey =
  | { readonly token: string }
  | { readonly code: string }
  | { readonly name: string; readonly password: string; readonly code?: string | undefined };

/** Signs people in, and finds the owner of a session or a token. Secrets are stored as hashes only. */
export class Sessions {
  constructor(
    private readonly credentials: Credentials,
    private readonly people: People,
    private readonly tokens: Tokens,
    private readonly passwords: Passwords,
    private readonly passwordCheck: PasswordCheck,
    private readonly secondStep: SecondStep,
    private readonly adminToken: string | undefined,
  ) {}

  /** Makes a new one-time code. An earlier code that was not used is not accepted any more. */
  async makeSigninCode(): Promise<string> {
    const code = makeSecret();
    await this.credentials.replaceSigninCode(hashOf(code), signinCodeSeconds);
    return code;
  }

  /** Opens a session, and returns its secret and its owner. Throws `not_signed_in` for what opens nothing, or as SecondStep does. */
  async signIn(
    key: SignInKey,
    from: From,
  ): Promise<{ readonly secret: string; readonly principal: Principal }> {
    if ('name' in key) {
      const person = await this.passwordCheck.byName(key.name, key.password);
      await this.secondStep.pass(person, key.code, from);
      return this.open(person, from);
    }
    if ('token' in key) {
      const { adminToken } = this;
      if (adminToken === undefined || !sameSecret(key.token, adminToken)) {
        throw new Refusal('not_signed_in', 'This token opens nothing here.');
      }
      return this.open(undefined, from, proofOf(key.token));
    }
    if (!(await this.credentials.useSigninCode(hashOf(key.code)))) {
      throw new Refusal(
        'not_signed_in',
        'This sign-in link was used already or is too old; a restart of the server prints a new one.',
      );
    }
    return this.open(undefined, from, linkProof);
  }

  /** Opens a session for who was found by a passkey, which counts for a password and a second factor. */
  signInByPasskey(person: Person, from: From) {
    return this.open(person, from, passkeyProof);
  }

  /** Opens a session for who was found by a linked identity: who linked it has proven the second factor. */
  signInByOpenid(person: Person, from: From) {
    return this.open(person, from, openidProof);
  }

  /** Makes the person who was invited by a code, and signs in. Throws as `People.accept` does, or `invalid_input`. */
  async accept(code: string, name: string, password: string, from: From) {
    // First: who guesses codes must not make the server work.
    if (!(await this.people.isInvited(hashOf(code)))) throw noInvitation();
    await this.refuseWeak(password, name);
    const hash = await this.passwords.hash(password);
    return this.open(await this.people.accept(hashOf(code), name, hash, from), from);
  }

  /** Sets another password of the owner of a session; all other sessions of that person end. */
  async changePassword(
    { id, name }: Principal,
    current: string,
    next: string,
    session: string,
    by: Actor,
  ): Promise<void> {
    if (id === undefined) throw new Refusal('not_allowed', `"${name}" has no password.`);
    await this.passwordCheck.byName(name, current);
    await this.refuseWeak(next, name);
    await this.people.setPassword(id, await this.passwords.hash(next), hashOf(session), by);
  }

  async bySession(secret: string): Promise<Principal | undefined> {
    if (!/^[\w-]{43}$/.test(secret)) return undefined;
    const owner = await this.credentials.session(hashOf(secret), sessionLife);
    if (owner === undefined) return undefined;
    if (owner.person !== undefined) return principalOf(owner.person);
    return this.holds(owner.proof) ? { name: owner.name, role: 'admin' } : undefined;
  }

  async byToken(token: string): Promise<Principal | undefined> {
    const { adminToken } = this;
    if (adminToken !== undefined && sameSecret(token, adminToken)) {
      return { name: 'admin', role: 'admin' };
    }
    if (!token.startsWith(tokenPrefix)) return undefined;
    const found = await this.tokens.find(hashOf(token));
    return found && { id: found.id, name: found.name, role: found.role, feeds: found.feeds };
  }

  /** A new secret for a token. */
  makeToken(): { readonly secret: string; readonly hash: string } {
    const secret = tokenPrefix + makeSecret();
    return { secret, hash: hashOf(secret) };
  }

  /** The sessions of a person, the last used first. `secret`: of the one that asks, if it is one. */
  of({ id }: Principal, secret: string | undefined): Promise<readonly OpenSession[]> {
    return this.credentials.sessionsOf(id, secret === undefined ? undefined : hashOf(secret));
  }

  /** Ends a session of a person. False where there is none. */
  end({ id }: Principal, session: string): Promise<boolean> {
    return this.credentials.endSession(id, session);
  }

  /** Ends all sessions of a person but the one that asks, by its secret. */
  endOthers({ id }: Principal, secret: string | undefined): Promise<void> {
    return this.credentials.endOtherSessions(id, secret === undefined ? undefined : hashOf(secret));
  }

  signOut(secret: string): Promise<void> {
    return this.credentials.closeSession(hashOf(secret));
  }

  private async open(person: Person | undefined, from: From, proof = passwordProof) {
    const secret = makeSecret();
    const name = person?.name ?? 'admin';
    const owner = { ...from, name, proof, ...(person && { person: person.id }) };
    await this.credentials.openSession(hashOf(secret), owner, sessionLife);
    const principal: Principal = person ? principalOf(person) : { name, role: 'admin' };
    return { secret, principal };
  }

  private async refuseWeak(password: string, name: string): Promise<void> {
    const faults = await passwordFaults(password, name);
    if (faults.length === 0) return;
    const told = faults.map((detail) => ({ pointer: '/password', detail }));
    throw new Refusal('invalid_input', `Nothing was changed. At fault: /password.`, told);
  }

  /**
   * True while what opened the session is valid: a session ends when ADMIN_TOKEN is changed, or its proof is unknown.
   */
  private holds(proof: string): boolean {
    const { adminToken } = this;
    return proof === linkProof || (adminToken !== undefined && proof === proofOf(adminToken));
  }
}

function principalOf({ id, name, role, feeds }: Person): Principal {
  return { id, name, role, feeds };
}
