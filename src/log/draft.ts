import type { ItemContent } from '../feed/item.ts';

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
