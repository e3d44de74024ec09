import { codeOf, stepAt } from '../src/accounts/second-factor/one-time-codes.ts';

/** What an app shows for a secret that is typed into it (base32), so many steps from now. */
export function codeIn(steps: number, secret: string): string {
  const bits = Array.from(secret.replaceAll(' ', ''), (letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  const bytes = (bits.join('').match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2));
  return codeOf(Buffer.from(bytes), stepAt(new Date().toISOString()) + steps);
}
