import { randomBytes } from 'node:crypto';
import { base32 } from './one-time-codes.ts';
import { hashOf } from '../secret.ts';

const count = 10;

/** Ten codes of 80 random bits, in groups of four letters: too many to guess, so a plain digest of each is stored. */
export function makeRecoveryCodes(): readonly string[] {
  return Array.from({ length: count }, () => {
    const letters = base32(randomBytes(10)).toLowerCase();
    return (letters.match(/.{4}/g) ?? []).join('-');
  });
}

/** The digest of a recovery code, however it is typed; undefined for what has not the form of one. */
export function recoveryHashOf(typed: string): string | undefined {
  const letters = typed.replace(/[\s-]/g, '').toLowerCase();
  return /^[a-z2-7]{16}$/.test(letters) ? hashOf(letters) : undefined;
}
