import type { FeedInfo } from '../feed/feed-info.ts';
import type { ItemContent } from './draft.ts';

/** What a newsroom wants done to a feed. `rev` is the revision the editor saw. */
export type Command =
  | {
      readonly kind: 'post';
      readonly id: string;
      readonly content: ItemContent;
      readonly markdown: string;
    }
  | {
      readonly kind: 'edit';
      readonly id: string;
      readonly rev: number;
      readonly patch: ItemPatch;
    }
  | {
      readonly kind: 'correct';
      readonly id: string;
      readonly rev: number;
      readonly patch: ItemPatch;
      readonly note: string;
    }
  | { readonly kind: 'strike'; readonly id: string; readonly rev: number; readonly note: string }
  | { readonly kind: 'takedown'; readonly id: string; readonly reason: string }
  | { readonly kind: 'pin'; readonly id: string }
  | { readonly kind: 'unpin'; readonly id: string }
  | { readonly kind: 'feed'; readonly patch: Partial<Nullable<FeedInfo>> };

/** Fields to change; null takes an optional one away, an absent one stays. `markdown` goes with `body`. */
export type ItemPatch = Partial<Nullable<ItemContent>> & { readonly markdown?: string };

type Nullable<T> = { readonly [K in keyof T]: T[K] | null };
