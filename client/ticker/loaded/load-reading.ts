import type { Edition, ItemTools } from '../../../src/feed/draw/edition.ts';
import type { Entry, Item } from '../../../src/feed/item.ts';
import type { Words } from '../../../src/feed/words/words.ts';
import type { Clock } from '../clock.ts';
import type { PartStyles } from '../style/styles.ts';
import type { FeedStore } from '../store/feed-store.ts';
import type { Options } from '../options/options.ts';
import { whenWanted } from './when-wanted.ts';

/** What a ticker lends to the reader's tools. */
export interface Lent {
  readonly root: ShadowRoot;
  /** Adds style sheets to those of the ticker. */
  readonly restyle: (part: PartStyles) => void;
  readonly list: HTMLElement;
  /** Where the tools stand, between the bar and the items. */
  readonly place: HTMLElement;
  /** What breaking news may lie over. */
  readonly bar: HTMLElement;
  readonly store: FeedStore;
  readonly server: string;
  readonly clock: Clock;
  readonly options: Options;
  readonly words: () => Words;
  readonly itemUrl: (id: string) => string;
  /** Draws all rows again, without moving what the reader sees. */
  readonly draw: () => void;
  /** Draws the rows that are not there yet. */
  readonly arrange: () => void;
  /** Turns the order of the rows. */
  readonly turn: (order: 'newest' | 'oldest') => void;
  /** Tells users of screen readers. */
  readonly say: (text: string) => void;
  /** Runs an act of the reader, by which rows may move. */
  readonly ask: (act: () => void) => void;
}

/** The reader's tools of one ticker: filters, order, what is new since the last visit, acts on an item. */
export interface ReadingTools {
  readonly forItems: ItemTools;
  /** Of the entries that can be shown, those that are, in the order of the rows. */
  readonly choose: (entries: readonly Entry[]) => readonly Entry[];
  /** The rows of those that were chosen last are made in one go. */
  readonly isStep: boolean;
  /** The rows are drawn. */
  readonly drawn: (edition: Edition) => void;
  /** `broke`: the items that became breaking news. */
  readonly broke: (broke: readonly Item[]) => void;
  readonly stop: () => void;
}

/**
 * Loads the reader's tools from the server, and resolves to what puts them in their place; a ticker without them is
 * whole. Never rejects.
 */
export async function loadReading(lent: Lent): Promise<(() => ReadingTools) | undefined> {
  await whenWanted(lent.root.host);
  // The ticker was drawn anew in the meantime.
  if (!lent.bar.isConnected) return undefined;
  try {
    const url = `${lent.server}v1/reading.js`;
    const module = (await import(/* webpackIgnore: true */ /* @vite-ignore */ url)) as {
      readonly default: (lent: Lent) => ReadingTools;
    };
    return () => module.default(lent);
  } catch {
    return undefined;
  }
}
