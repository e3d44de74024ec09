import type { FeedInfo } from './feed-info.ts';
import type { Entry } from './item.ts';
import type { Position } from './position.ts';

/** What every row of a log has: its place, the tag before it, and when it was appended (the database's time). */
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

export type ChangeContent =
  | { readonly kind: 'post'; readonly item: Entry }
  | { readonly kind: 'edit'; readonly item: Entry }
  | { readonly kind: 'correct'; readonly item: Entry; readonly note?: string }
  | { readonly kind: 'strike'; readonly item: Entry; readonly note?: string }
  | { readonly kind: 'takedown'; readonly id: string }
  | { readonly kind: 'pin'; readonly item: Entry }
  | { readonly kind: 'unpin'; readonly id: string }
  | { readonly kind: 'feed'; readonly info: FeedInfo };

export type ChangeKind = ChangeContent['kind'];

/** What a change of a kind that this version does not know may say: it comes from a later one, which may run beside it. */
export interface UnknownContent {
  readonly kind: string;
  readonly item?: Entry;
  readonly id?: string;
}

/** The item a change speaks of, or undefined for a change of the feed itself. */
export function itemIdOf(change: ChangeContent): string | undefined {
  switch (change.kind) {
    case 'post':
    case 'edit':
    case 'correct':
    case 'strike':
    case 'pin':
      return change.item.id;
    case 'takedown':
    case 'unpin':
      return change.id;
    case 'feed':
      return undefined;
  }
  const { item, id } = change as UnknownContent;
  return item?.id ?? id;
}
