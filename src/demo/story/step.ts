import type { FeedInfo } from '../../feed/feed-info.ts';
import type { Image, Item } from '../../feed/item.ts';

/** Time of the story's day, "HH:MM". */
export type StoryTime = `${number}:${number}`;

/** A picture of the story: its file's name among the demo's pictures instead of a URL. */
export type Picture = Omit<Image, 'url' | 'width' | 'height'> & { readonly file: string };

/** An item as an editor writes it. The body is Markdown. */
export type StoryItem = Partial<
  Pick<Item, 'headline' | 'bylines' | 'breaking' | 'key' | 'tags' | 'link' | 'lang' | 'dir'>
> & { readonly body?: string; readonly picture?: Picture };

/** One thing the newsroom does. `item` is the name the story calls an item by. */
export type Step = { readonly at: StoryTime } & (
  | { readonly do: 'post'; readonly item: string; readonly text: StoryItem }
  | {
      readonly do: 'embargo';
      readonly item: string;
      readonly until: StoryTime;
      readonly text: StoryItem;
    }
  | { readonly do: 'edit'; readonly item: string; readonly text: StoryItem }
  | {
      readonly do: 'correct';
      readonly item: string;
      readonly text: StoryItem;
      readonly note: string;
    }
  | { readonly do: 'strike'; readonly item: string; readonly note: string }
  | { readonly do: 'takedown'; readonly item: string; readonly reason: string }
  | { readonly do: 'pin'; readonly item: string }
  | { readonly do: 'unpin'; readonly item: string }
  | { readonly do: 'feed'; readonly info: Partial<FeedInfo> }
);

export interface Story {
  readonly feed: string;
  readonly info: Omit<FeedInfo, 'coverage'>;
  /** In the order they happen. */
  readonly steps: readonly Step[];
}
