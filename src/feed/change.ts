import {
  isWordingKind,
  type ChangeKind,
  type changeKinds,
  type RemarkKind,
} from './change-kinds.ts';
import type { FeedInfo } from './feed-info.ts';
import { isTombstone, type Entry } from './item.ts';
import type { Position } from './position.ts';

/**
 * What every row of a log has. `feed`: the slug. `prev`: the tag of the row at `seq - 1`, so that a row fits one history
 * alone. `at`: when the row was appended, by the database's clock (RFC 3339, UTC); it never runs backwards in a feed.
 */
export interface Row extends Position {
  readonly feed: string;
  readonly prev: string;
  readonly at: string;
}

/**
 * One row of a feed's log = one message on the wire.
 * In the rows of an item that was taken down since, `item` is its tombstone and `note` is gone.
 */
export type Change = Row & ChangeContent;

interface Carried {
  readonly item: { readonly item: Entry };
  readonly id: { readonly id: string };
  readonly info: { readonly info: FeedInfo };
}

type Kinds = typeof changeKinds;

type ContentOf<K extends ChangeKind> = { readonly kind: K } & Carried[Kinds[K]['carries']] &
  (K extends RemarkKind ? { readonly note?: string } : unknown);

/** What a change says: a tagged union with a member for each line of the table of kinds. */
export type ChangeContent = { [K in ChangeKind]: ContentOf<K> }[ChangeKind];

/** What a change of a kind that this version does not know may say: it comes from a later one, which may run beside it. */
export interface UnknownContent {
  readonly kind: string;
  readonly item?: Entry;
  readonly id?: string;
}

/** The item a change speaks of, of whatever kind it is; undefined for a change of the feed itself. */
export function itemIdOf(change: ChangeContent): string | undefined {
  const { item, id } = change as UnknownContent;
  return item?.id ?? id;
}

/**
 * Whether a change was imported: it tells what happened before it was appended, by the story's own times. One that rewords an
 * item has the same time twice otherwise; a row of an item that was taken down since says nothing of it.
 */
export function isOfThePast(change: Change): boolean {
  if (!('item' in change)) return false;
  const { item, kind, at } = change;
  if (isTombstone(item)) return kind === 'post' && item.removedAt < at;
  return isWordingKind(kind) && (kind === 'post' ? item.postedAt : item.updatedAt) < at;
}
