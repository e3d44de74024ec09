import type { Item } from '../feed/item.ts';

/** What an editor sends of an item: everything but what the log itself gives it. */
export type ItemContent = Omit<
  Item,
  'id' | 'rev' | 'pinned' | 'postedAt' | 'updatedAt' | 'corrected' | 'struck'
>;

export interface DraftContent {
  readonly content: ItemContent;
  readonly markdown: string;
  /** Not before this instant (RFC 3339, UTC); none: until somebody publishes it. */
  readonly embargo?: string;
}

/** An item no reader may know of yet. */
export interface Draft extends DraftContent {
  readonly id: string;
  readonly rev: number;
  readonly updatedAt: string;
}
