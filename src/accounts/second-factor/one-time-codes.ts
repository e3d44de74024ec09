import { createHmac, timingSafeEqual } from 'node:crypto';

/** A new code every so many seconds, as all apps take it (RFC 6238 §5.2). */
const stepSeconds = 30;
const digits = 6;
/** Steps before and after that of the server, for clocks that differ (RFC 6238 §6). */
const skew = 1;

/** The step that a time is in. */
export function stepAt(time: string): number {
  return Math.floor(Date.parse(time) / 1000 / stepSeconds);
}

/** The code of a step (RFC 4226 §5.3, RFC 6238 §4). */
export function codeOf(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  const number = (mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits;
  return String(number).padStart(digits, '0');
}

/** The step near `now` whose code this is, later than `after`; undefined: the code is wrong or was taken already. */
export function stepOf(
  code: string,
  secret: Buffer,
  now: number,
  after: number,
): number | undefined {
  const given = Buffer.from(code);
  for (let step = Math.max(now - skew, after + 1); step <= now + skew; step += 1) {
    const right = Buffer.from(codeOf(secret, step));
    if (given.length === right.length && timingSafeEqual(given, right)) return step;
  }
  return undefined;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base32 without padding (RFC 4648 §6), as apps take secrets. */
export function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => letters.charAt(parseInt(group.padEnd(5, '0'), 2))).join('');
}
