import { createHmac, timingSafeEqual } from 'node:crypto';

/** How old a signed request may be, or how early by another clock: as Slack advises. */
const maxAgeMs = 5 * 60_000;

/**
 * Whether Slack has signed this body just now (api.slack.com/authentication/verifying-requests-from-slack): an HMAC of the
 * version, the time and the body. Compared in constant time.
 */
export function isSignedBySlack(
  signingSecret: string,
  body: Buffer,
  { timestamp, signature }: { readonly timestamp: string; readonly signature: string },
  nowMs: number,
): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(nowMs - Number(timestamp) * 1_000) > maxAgeMs) return false;
  const right = createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(body);
  return same(signature, `v0=${right.digest('hex')}`);
}

function same(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
