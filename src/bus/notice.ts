import { isSlug } from '../feed/feed-info.ts';
import type { DraftAct } from '../feed/newsroom-messages.ts';

/** A person who is in a feed by way of one instance, and what that person edits there. */
export interface Seat {
  readonly person: { readonly id: string; readonly name: string };
  /** Since when the person is in the feed (RFC 3339). */
  readonly since: string;
  readonly edits: readonly SeatEdit[];
}

/** `turn` counts who came to the item later, so that no clock decides who holds it. */
export interface SeatEdit {
  readonly item: string;
  readonly turn: number;
  readonly since: string;
}

/** All seats of a feed at one instance. Of an instance's notices about a feed the one with the highest `count` holds. */
export interface SeatsNotice {
  readonly kind: 'seats';
  readonly instance: string;
  readonly count: number;
  readonly feed: string;
  readonly seats: readonly Seat[];
}

/** How many readers are on each feed at one instance. */
export interface ReadersNotice {
  readonly kind: 'readers';
  readonly instance: string;
  readonly readers: Readonly<Record<string, number>>;
}

/** Numbers by feed, and in it by name. */
export type CountsByFeed = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** On which sites the readers of each feed at one instance are. */
export interface SitesNotice {
  readonly kind: 'sites';
  readonly instance: string;
  readonly sites: CountsByFeed;
}

/** What readers have reported to one instance of the time from publishing to screen, in milliseconds, by feed. */
export interface ScreenNotice {
  readonly kind: 'screen';
  readonly instance: string;
  readonly times: Readonly<Record<string, readonly number[]>>;
}

/** An instance stops: it takes no readers of others. */
export interface LeavingNotice {
  readonly kind: 'leaving';
  readonly instance: string;
}

/**
 * What instances tell each other beside the log: who is in the newsroom, what happened to a draft, how many readers there are,
 * where and how fast they are reached, and that somebody's rights have to be looked at again (`rights`).
 */
export type Notice =
  | SeatsNotice
  | ReadersNotice
  | SitesNotice
  | ScreenNotice
  | LeavingNotice
  | { readonly kind: 'rights' }
  | {
      readonly kind: 'draft';
      readonly feed: string;
      readonly id: string;
      readonly rev?: number;
      readonly act: DraftAct;
      readonly by: string;
    };

/** A longer notice is not sent: Redis keeps a copy for each subscriber that reads slowly. */
const maxNoticeBytes = 64 * 1024;

/** A notice as it travels, with the instance that it comes from; undefined when it is too long. */
export function writeNotice(from: string, notice: Notice): string | undefined {
  const text = JSON.stringify({ from, notice });
  return Buffer.byteLength(text) <= maxNoticeBytes ? text : undefined;
}

/** The notice in a message, or undefined for one that is not ours or that only a later version knows. */
export function parseNotice(
  message: string,
): { readonly from: string; readonly notice: Notice } | undefined {
  try {
    const said: unknown = JSON.parse(message);
    if (!isRecord(said) || typeof said['from'] !== 'string' || !isNotice(said['notice'])) {
      return undefined;
    }
    return { from: said['from'], notice: said['notice'] };
  } catch {
    return undefined;
  }
}

function isNotice(value: unknown): value is Notice {
  if (!isRecord(value)) return false;
  const { kind, feed } = value;
  if (kind === 'rights') return true;
  if (kind === 'leaving') return areTexts(value, 'instance');
  if (kind === 'readers') return areTexts(value, 'instance') && areCounts(value['readers']);
  if (kind === 'sites') return areTexts(value, 'instance') && areAll(value['sites'], areCounts);
  if (kind === 'screen') return areTexts(value, 'instance') && areAll(value['times'], areTimes);
  if (!isSlug(feed)) return false;
  if (kind === 'draft') return areTexts(value, 'id', 'act', 'by');
  const { seats } = value;
  return (
    kind === 'seats' &&
    areTexts(value, 'instance') &&
    Number.isSafeInteger(value['count']) &&
    Array.isArray(seats) &&
    seats.every(isSeat)
  );
}

function isSeat(value: unknown): value is Seat {
  if (!isRecord(value)) return false;
  const { person, edits } = value;
  return (
    isRecord(person) &&
    areTexts(person, 'id', 'name') &&
    areTexts(value, 'since') &&
    Array.isArray(edits) &&
    edits.every(
      (edit) =>
        isRecord(edit) && areTexts(edit, 'item', 'since') && Number.isSafeInteger(edit['turn']),
    )
  );
}

function areAll(value: unknown, is: (one: unknown) => boolean): boolean {
  return isRecord(value) && Object.values(value).every(is);
}

function areCounts(value: unknown): boolean {
  return areAll(value, (count) => Number.isSafeInteger(count));
}

function areTimes(value: unknown): boolean {
  return Array.isArray(value) && value.every((ms) => Number.isSafeInteger(ms));
}

function areTexts(value: Readonly<Record<string, unknown>>, ...names: readonly string[]): boolean {
  return names.every((name) => typeof value[name] === 'string');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
