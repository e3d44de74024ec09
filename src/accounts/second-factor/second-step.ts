import { randomBytes } from 'node:crypto';
import type { Actor } from '../../database/audit.ts';
import { Refusal, tooManyRequests } from '../../feed/refusal.ts';
import { base32 } from './one-time-codes.ts';
import type { PasswordCheck } from '../password-check.ts';
import type { Person } from '../person.ts';
import type { Principal } from '../principal.ts';
import { makeRecoveryCodes, recoveryHashOf } from './recovery-codes.ts';
import type { CodeCheck, SecondFactor, SecondFactors } from './second-factors.ts';

/** As long as the hash that codes are made with (RFC 4226 §4). */
const secretBytes = 20;
/** What an app shows the codes under. */
const issuer = 'Dateline';

/** A secret as an app takes it: typed, and as the address in a QR code. */
export interface NewSecret {
  readonly secret: string;
  readonly uri: string;
}

/** Asks for the second factor of a person at the sign-in, and lets people set up their own. Also the injection token. */
export class SecondStep {
  constructor(
    private readonly factors: SecondFactors,
    private readonly passwords: PasswordCheck,
  ) {}

  /**
   * Passes who has no second factor, and whose code is right. To be called after the password was right. Throws
   * `code_required`, `wrong_code` or `too_many_requests`.
   */
  async pass({ id, name }: Person, code: string | undefined, from: Pick<Actor, 'address'>) {
    if (code !== undefined) {
      const by = { name, person: id, ...(from.address && { address: from.address }) };
      const check = await this.factors.take(id, code, by);
      if (check.kind !== 'none') refuseWrong(check);
      return;
    }
    if (!(await this.factors.of(id)).on) return;
    throw new Refusal(
      'code_required',
      'The password is right. Send it again with "code": six digits of your app, or a recovery code.',
    );
  }

  async of({ id }: Principal): Promise<SecondFactor> {
    return id === undefined ? { on: false, recoveryCodesLeft: 0 } : this.factors.of(id);
  }

  /** Makes a secret, answered this once. It counts for nothing before `confirm`. */
  async begin(principal: Principal, password: string, by: Actor): Promise<NewSecret> {
    const { id, name } = await this.passwords.again(principal, password);
    const bytes = randomBytes(secretBytes);
    await this.factors.begin(id, bytes, by);
    const secret = base32(bytes);
    const label = encodeURIComponent(`${issuer}:${name}`);
    return { secret, uri: `otpauth://totp/${label}?secret=${secret}&issuer=${issuer}` };
  }

  /** Turns the second factor on by a first code. Returns the recovery codes, this once. */
  async confirm({ id }: Principal, code: string, by: Actor): Promise<readonly string[]> {
    const codes = makeRecoveryCodes();
    const check =
      id === undefined
        ? ({ kind: 'none' } as const)
        : await this.factors.confirm(id, code, hashesOf(codes), by);
    refuseWrong(check, 'Nothing waits for a first code. Begin with your password.');
    return codes;
  }

  /** Makes other recovery codes; those of before are void. */
  async renew(principal: Principal, password: string, code: string, by: Actor) {
    const id = await this.prove(principal, password, code, by);
    const codes = makeRecoveryCodes();
    await this.factors.renew(id, hashesOf(codes), by);
    return codes;
  }

  async remove(principal: Principal, password: string, code: string, by: Actor): Promise<void> {
    await this.factors.remove(await this.prove(principal, password, code, by), by);
  }

  /** For an admin: removes it from somebody who has lost it. Throws `not_found`. */
  async takeOff(person: string, by: Actor): Promise<void> {
    if (!(await this.factors.remove(person, by))) throw noFactor('This person has');
  }

  private async prove(principal: Principal, password: string, code: string, by: Actor) {
    const { id } = await this.passwords.again(principal, password);
    refuseWrong(await this.factors.take(id, code, by), noFactor('You have').message);
    return id;
  }
}

function noFactor(who: string): Refusal {
  return new Refusal('not_found', `${who} no second factor.`);
}

function refuseWrong(check: CodeCheck, ifNone = ''): void {
  switch (check.kind) {
    case 'right':
      return;
    case 'none':
      throw new Refusal('not_found', ifNone);
    case 'wrong':
      throw new Refusal(
        'wrong_code',
        'This code is not right, or was used already. Wait for the next one; if that is refused too, set the time of your device.',
      );
    case 'pause':
      throw tooManyRequests(
        'Too many wrong codes. A recovery code is taken at once.',
        check.waitMs,
      );
  }
}

function hashesOf(codes: readonly string[]): readonly string[] {
  return codes.flatMap((code) => recoveryHashOf(code) ?? []);
}
