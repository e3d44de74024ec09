import { createHmac } from 'node:crypto';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A reader's token as a publisher's server makes it: for ten minutes, where the claims say nothing else. */
export function signedToken(
  key: string,
  claims: { readonly feed: unknown; readonly exp?: unknown },
) {
  const exp = Math.floor(Date.now() / 1_000) + 600;
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ exp, ...claims })}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

/** The same without a signature, as "alg": "none" has it. */
export function unsigned(claims: object): string {
  return `${part({ alg: 'none' })}.${part(claims)}.`;
}
