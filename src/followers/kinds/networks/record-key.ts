import { createHash } from 'node:crypto';

const letters = '234567abcdefghijklmnopqrstuvwxyz';

/**
 * The key of a record (TID, https://atproto.com/specs/tid): 53 bits of microseconds and 10 that tell records of the same
 * one apart. It is the same for the same time and key, so that a record which is written again is not a second one.
 */
export function recordKey(at: string, key: string): string {
  const hash = createHash('sha256').update(key).digest();
  // The milliseconds are the time's own; the rest is the key's.
  const micros = BigInt(Date.parse(at)) * 1_000n + BigInt(hash.readUInt16BE(0) % 1_000);
  const bits = (micros << 10n) | BigInt(hash.readUInt16BE(2) % 1_024);
  return Array.from(
    { length: 13 },
    (_, n) => letters[Number((bits >> BigInt(5 * (12 - n))) & 31n)],
  ).join('');
}
