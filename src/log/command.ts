import type { ChangeKind } from '../feed/change-kinds.ts';
import type { Campaign } from '../feed/campaign/campaign.ts';
import type { FeedInfo } from '../feed/feed-info.ts';
import type { Item, ItemContent } from '../feed/item.ts';

/** An item that the editor saw at a revision. */
interface Seen {
  readonly id: string;
  readonly rev: number;
}

/** What each kind of change takes from the newsroom. */
interface Said {
  readonly post: {
    readonly id: string;
    readonly content: ItemContent;
    readonly markdown: string;
    /** Of an item that is imported; those of any other are the log's. */
    readonly times?: StoryTimes;
  };
  readonly edit: Seen & { readonly patch: ItemPatch };
  readonly correct: Seen & { readonly patch: ItemPatch; readonly note: string };
  readonly strike: Seen & { readonly note: string };
  readonly unstrike: Seen & { readonly note: string };
  readonly redact: Seen & { readonly patch: ItemPatch; readonly note: string };
  readonly takedown: { readonly id: string; readonly reason: string };
  readonly pin: { readonly id: string };
  readonly unpin: { readonly id: string };
  readonly feed: { readonly patch: FeedPatch };
}

/** The times that an item had where it comes from. One that was removed there comes as its tombstone. */
export interface StoryTimes extends Pick<Item, 'postedAt' | 'placedAt' | 'updatedAt'> {
  readonly removedAt?: string;
}

/** What a newsroom wants done to a feed: one command for each kind of change. */
export type Command = { [K in ChangeKind]: { readonly kind: K } & Said[K] }[ChangeKind];

/** Fields to change; null takes an optional one away, an absent one stays. */
export type FeedPatch = Partial<Nullable<Omit<FeedInfo, 'campaign'>>> & {
  readonly campaign?: CampaignPatch | null;
};

/** A campaign as it shall be; without `count`, that stays as it is. */
export type CampaignPatch = Omit<Campaign, 'count'> & { readonly count?: number | undefined };

/** The same of an item. `markdown` goes with `body`. */
export type ItemPatch = Partial<Nullable<ItemContent>> & { readonly markdown?: string };

type Nullable<T> = { readonly [K in keyof T]: T[K] | null };
