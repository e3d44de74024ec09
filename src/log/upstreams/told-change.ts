import type { WordingKind } from '../../feed/change-kinds.ts';
import type { ItemContent } from '../../feed/item.ts';

interface ToldPlace {
  /** The id of the item, there and here. */
  readonly id: string;
  readonly postedAt: string;
  readonly placedAt?: string | undefined;
}

/** The words of an item at a revision there. */
export interface ToldWording extends ToldPlace {
  readonly kind: 'wording';
  readonly rev: number;
  /** What has made the words; of a kind that this version does not know, `edit`. */
  readonly change: WordingKind;
  readonly at: string;
  /** Where the kind is a remark: without words where they were erased. */
  readonly note: string;
  readonly content: ItemContent;
  readonly markdown: string;
  /** It is what the item is now, told when logs are compared: it may be older than what was told before. */
  readonly isState?: true;
}

/** An item that is gone there: its words were not told. */
export interface ToldRemoval extends ToldPlace {
  readonly kind: 'removal';
  readonly removedAt: string;
}

/** What a change there says of an item, as far as it concerns this newsroom. */
export type ToldChange =
  | ToldWording
  | ToldRemoval
  | { readonly kind: 'takedown'; readonly id: string }
  /** Words that cannot be taken. `erases`: they take the place of words that nobody may read any more. */
  | {
      readonly kind: 'unusable';
      readonly id: string;
      readonly erases: boolean;
      readonly reason: string;
    };
