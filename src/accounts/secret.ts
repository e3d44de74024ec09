import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Makes a secret of 256 random bits that can be part of a URL or a cookie. */
export function makeSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** The digest that is stored of a secret. A plain SHA-256 is enough, because a random secret cannot be guessed. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Compares two secrets in constant time. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(a)), Buffer.from(hashOf(b)));
}
