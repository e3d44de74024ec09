import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { Actor } from '../../database/audit.ts';
import { Refusal } from '../../feed/refusal.ts';
import type { PasswordCheck } from '../password-check.ts';
import type { Person } from '../person.ts';
import type { Principal } from '../principal.ts';
import { hashOf } from '../secret.ts';
import type { Passkey, Passkeys, Purpose } from './passkeys.ts';

/** The site that passkeys are bound to. */
export interface Site {
  /** A host name: what a passkey of one site signs is worth nothing at another (WebAuthn §5.1.2). */
  readonly rpId: string;
  readonly origin: string;
}

/** As long as a person may look for the device. */
const lifeSeconds = 300;

/** Adds passkeys and signs people in by them (WebAuthn level 3). Also the injection token. */
export class PasskeyCeremonies {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly passwords: PasswordCheck,
  ) {}

  /** What a browser makes a passkey with. Throws `wrong_password`. */
  async beginAdding(
    principal: Principal,
    password: string,
    { rpId }: Site,
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const { id, name } = await this.passwords.again(principal, password);
    const { generateRegistrationOptions } = await library();
    const known = await this.passkeys.list(id);
    const options = await generateRegistrationOptions({
      rpName: 'Dateline',
      rpID: rpId,
      userID: new TextEncoder().encode(id),
      userName: name,
      attestationType: 'none',
      excludeCredentials: known.map((key) => ({ id: key.id })),
      // So that a person signs in without typing a name, and a found device alone opens nothing.
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    await this.passkeys.challenge(hashOf(options.challenge), { adds: id }, lifeSeconds);
    return options;
  }

  /** Stores the passkey that a browser has made. Throws `invalid_input`, or as Passkeys does. */
  async add(
    { id, name }: Principal,
    called: string,
    response: RegistrationResponseJSON,
    site: Site,
    by: Actor,
  ): Promise<Passkey> {
    if (id === undefined) throw new Refusal('not_allowed', `"${name}" has no passkeys.`);
    const { verifyRegistrationResponse } = await library();
    const made = await verifyRegistrationResponse({
      response,
      ...this.expected({ adds: id }, site),
      expectedRPID: site.rpId,
      // A fault of the answer is thrown as an Error of the library, which names what differs.
    }).catch(() => undefined);
    if (made?.verified !== true) {
      throw new Refusal('invalid_input', 'Nothing was changed. At fault: /response.', [
        { pointer: '/response', detail: 'is no answer to a challenge of this page; begin again' },
      ]);
    }
    const { credential } = made.registrationInfo;
    const key = {
      id: credential.id,
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: credential.transports ?? [],
    };
    return this.passkeys.add(id, called, key, by);
  }

  /** What a browser finds a passkey with, whoever comes. */
  async beginSignIn({ rpId }: Site): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const { generateAuthenticationOptions } = await library();
    const options = await generateAuthenticationOptions({
      rpID: rpId,
      userVerification: 'required',
    });
    await this.passkeys.challenge(hashOf(options.challenge), 'sign in', lifeSeconds);
    return options;
  }

  /** Whose passkey has signed. Throws `not_signed_in`; what looks like the copy of a device is written down. */
  async signIn(
    response: AuthenticationResponseJSON,
    site: Site,
    from: Pick<Actor, 'address'>,
  ): Promise<Person> {
    const found = await this.passkeys.find(response.id);
    const { userHandle } = response.response;
    if (found === undefined || !isOf(userHandle, found.person)) {
      throw new Refusal(
        'not_signed_in',
        'This passkey is not known here. Sign in by name and password, and add it to your account.',
      );
    }
    const { person } = found;
    const { id, publicKey, counter } = found.key;
    const { verifyAuthenticationResponse } = await library();
    const proof = await verifyAuthenticationResponse({
      response,
      ...this.expected('sign in', site),
      expectedRPID: site.rpId,
      // The library would only throw where the count goes backwards, which is to be written down.
      credential: { id, publicKey: new Uint8Array(publicKey), counter: 0 },
    }).catch(() => undefined);
    if (proof?.verified === true) {
      const { newCounter } = proof.authenticationInfo;
      const counts = newCounter > counter || (newCounter === 0 && counter === 0);
      if (counts && (await this.passkeys.use(id, counter, newCounter))) return person;
      const by = {
        name: person.name,
        person: person.id,
        ...(from.address && { address: from.address }),
      };
      if (!counts) await this.passkeys.noteCopy(person.id, id, by);
    }
    throw new Refusal(
      'not_signed_in',
      'The answer of this passkey does not hold, or came too late. Try again.',
    );
  }

  list({ id }: Principal): Promise<readonly Passkey[]> {
    return id === undefined ? Promise.resolve([]) : this.passkeys.list(id);
  }

  async remove({ id }: Principal, passkey: string, by: Actor): Promise<void> {
    if (id !== undefined && (await this.passkeys.remove(id, passkey, by))) return;
    throw new Refusal('not_found', 'You have no such passkey.');
  }

  /** For an admin: removes all of a person who has lost a device. Throws `not_found`. */
  async removeAll(person: string, by: Actor): Promise<void> {
    if (await this.passkeys.removeAll(person, by)) return;
    throw new Refusal('not_found', 'This person has no passkeys.');
  }

  /** The challenge is used up by being looked at: each has one answer, right or wrong. */
  private expected(purpose: Purpose, { origin }: Site) {
    return {
      expectedOrigin: origin,
      requireUserVerification: true,
      expectedChallenge: (challenge: string) =>
        this.passkeys.takeChallenge(hashOf(challenge), purpose),
    };
  }
}

/** A device that says whose passkey it is must say what is known here (WebAuthn §7.2, step 6). */
function isOf(userHandle: string | undefined, { id }: Person): boolean {
  return userHandle === undefined || Buffer.from(userHandle, 'base64url').toString() === id;
}

/** Large, and needed by few starts. */
function library() {
  return import('@simplewebauthn/server');
}
