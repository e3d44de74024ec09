import { isSlug } from '../../feed/feed-info.ts';
import type { Position } from '../../feed/position.ts';
import { Refusal } from '../../feed/refusal.ts';
import { maxSubscriptions, protocolVersion } from '../../feed/messages.ts';

/** A valid subscription: the feed, and the reader's position if it sent one. */
export interface ReadSubscription {
  readonly feed: string;
  readonly position: Position | undefined;
  /** As it was sent; absent: none. */
  readonly token?: string;
}

/** The subscriptions of a handshake; each one is valid or refused by itself. */
export type HandshakeResult = readonly (ReadSubscription | RefusedSubscription)[];

/** `feed` is set only when it is a valid slug: no other text of the client is sent back. */
export interface RefusedSubscription {
  readonly feed?: string;
  readonly refusal: Refusal;
}

/** Parses the `auth` of a handshake. A client without `auth` subscribes to nothing yet. Never throws. */
export function readHandshake(auth: unknown): HandshakeResult {
  if (!isRecord(auth)) return [];
  const { v, subs } = auth;
  if (v === undefined && subs === undefined) return [];
  if (v !== protocolVersion) {
    return [{ refusal: new Refusal('bad_handshake', `auth.v must be ${protocolVersion}.`) }];
  }
  if (!Array.isArray(subs)) {
    const detail = 'auth.subs must be a list like [{"feed": "budget-day"}].';
    return [{ refusal: new Refusal('bad_handshake', detail) }];
  }
  const known = subs.slice(0, maxSubscriptions).map(readSubscription);
  return subs.length > maxSubscriptions ? [...known, { refusal: tooMany() }] : known;
}

/** Parses one subscription: `{feed}` or `{feed, epoch, seq, tag}`. Never throws. */
export function readSubscription(asked: unknown): ReadSubscription | RefusedSubscription {
  if (!isRecord(asked) || !isSlug(asked['feed'])) {
    const detail = 'A subscription names its feed: 1 to 64 of a-z, 0-9 and the hyphen.';
    return { refusal: new Refusal('bad_handshake', detail) };
  }
  const { feed, epoch, seq, tag, token } = asked;
  const shown = typeof token === 'string' && { token };
  if (epoch === undefined && seq === undefined && tag === undefined) {
    return { feed, position: undefined, ...shown };
  }
  const isPosition =
    isShort(epoch) &&
    isShort(tag) &&
    typeof seq === 'number' &&
    Number.isSafeInteger(seq) &&
    seq >= 0;
  if (isPosition) return { feed, position: { epoch, seq, tag }, ...shown };
  const detail = 'A position is epoch, seq and tag as they were received, or none of them.';
  return { feed, refusal: new Refusal('bad_position', detail) };
}

export function tooMany(): Refusal {
  return new Refusal(
    'too_many_subscriptions',
    `One connection follows at most ${maxSubscriptions} feeds.`,
  );
}

/** The site that a frame names in its handshake, whatever that is. */
export function siteIn(auth: unknown): unknown {
  return isRecord(auth) ? auth['site'] : undefined;
}

function isShort(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 64;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
