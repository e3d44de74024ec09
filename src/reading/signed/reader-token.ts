import { createHmac, timingSafeEqual } from 'node:crypto';

/** Why a token does not let its reader in. */
export type TokenFault =
  | 'malformed'
  | 'wrong algorithm'
  | 'wrong key'
  | 'other feed'
  | 'not yet'
  | 'too long'
  | 'ended';

export type TokenCheck =
  | { readonly kind: 'good'; readonly endsAtMs: number }
  | { readonly kind: 'bad'; readonly fault: TokenFault };

/** A token for a hundred feeds has some 7 KB; headers and query strings of common proxies end at 8 KB. */
const maxCharacters = 7_000;
/** A token may end so far ahead: a reader who has left the site reads no longer than that. */
const longestMs = 24 * 3_600_000;
/** The clock of the publisher's server may be wrong by this much. */
const leewayMs = 60_000;

/**
 * Checks the token of a signed-in reader for a feed: a JSON Web Token (RFC 7519) in compact form, signed with HMAC SHA-256
 * (`HS256`, RFC 7515) by one of the feed's keys. Claims: `feed`, a slug or a list of slugs; `exp` and, where it is there,
 * `nbf`, in seconds since 1970. Other claims are ignored; a header that names another algorithm, or extensions that must be
 * understood (`crit`), is refused. One HMAC a key; nothing of the claims is looked at before the signature has been proved.
 * `endsAtMs` is `exp`, without the leeway that the other clock is given.
 */
export function checkToken(
  token: string,
  feed: string,
  keys: readonly string[],
  nowMs: number,
): TokenCheck {
  const parts = token.split('.');
  const [head = '', claims = '', signature = ''] = parts;
  if (parts.length !== 3 || token.length > maxCharacters) return bad('malformed');
  const header = jsonOf(head);
  if (header === undefined) return bad('malformed');
  if (header['alg'] !== 'HS256' || 'crit' in header) return bad('wrong algorithm');
  if (!keys.some((key) => isSigned(`${head}.${claims}`, signature, key))) return bad('wrong key');
  const said = jsonOf(claims);
  if (said === undefined) return bad('malformed');
  const { feed: feeds, exp, nbf } = said;
  const endsAtMs = msOf(exp);
  const beginsAtMs = nbf === undefined ? -Infinity : msOf(nbf);
  if (endsAtMs === undefined || beginsAtMs === undefined) return bad('malformed');
  if (feeds !== feed && !(Array.isArray(feeds) && feeds.includes(feed))) return bad('other feed');
  if (beginsAtMs > nowMs + leewayMs) return bad('not yet');
  if (endsAtMs > nowMs + longestMs + leewayMs) return bad('too long');
  if (endsAtMs + leewayMs <= nowMs) return bad('ended');
  return { kind: 'good', endsAtMs };
}

/** What is told to who made the token, in words. It tells nothing that its maker does not know. */
export const tokenFaults = {
  malformed: 'This is no JSON Web Token with "feed" and "exp".',
  'wrong algorithm': 'The token must be signed with HS256.',
  'wrong key': 'The token is signed with none of the keys of this feed.',
  'other feed': 'The token is for another feed.',
  'not yet': 'The token is not valid yet: see "nbf", and the clock of the server that has made it.',
  'too long': 'The token ends more than 24 hours ahead.',
  ended: 'The token has ended.',
} as const satisfies Record<TokenFault, string>;

function isSigned(text: string, signature: string, key: string): boolean {
  const right = createHmac('sha256', key).update(text).digest();
  const given = Buffer.from(signature, 'base64url');
  // The same bytes have several spellings in base64url that Node reads: one of them is the signature.
  return (
    given.length === right.length &&
    timingSafeEqual(given, right) &&
    given.toString('base64url') === signature
  );
}

function jsonOf(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Milliseconds of a NumericDate (RFC 7519, section 2), which may have a fraction. */
function msOf(seconds: unknown): number | undefined {
  return typeof seconds === 'number' && Number.isFinite(seconds) ? seconds * 1_000 : undefined;
}

function bad(fault: TokenFault): TokenCheck {
  return { kind: 'bad', fault };
}
