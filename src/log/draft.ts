import type { ItemContent } from '../feed/item.ts';

export interface DraftContent {
  readonly content: ItemContent;
  readonly markdown: string;
  /** The instant of publishing (RFC 3339, UTC); without it, the draft waits until somebody publishes it. */
  readonly embargo?: string;
}

/** A draft or embargoed item, which no reader may see yet. */
export interface Draft extends DraftContent {
  readonly id: string;
  readonly rev: number;
  readonly updatedAt: string;
}
