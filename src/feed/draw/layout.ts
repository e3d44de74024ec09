import type { Entry } from '../item.ts';
import type { Edition } from './edition.ts';
import { rowMarkup } from './entry-markup.ts';
import type { Element } from './markup.ts';

/** How a feed is laid out: what of it is shown, and how a row is drawn. */
export interface Layout {
  /** The class of its list. */
  readonly list: string;
  /** How many entries are shown where the site says nothing; Infinity: all that are loaded. */
  readonly limit: number;
  /** The entries that are shown, of all that are loaded. Both are newest first. */
  readonly pick: (entries: readonly Entry[], limit: number) => readonly Entry[];
  /** `above`: the entry of the row above; undefined at the top. */
  readonly row: (entry: Entry, above: Entry | undefined, edition: Edition) => readonly Element[];
  /** Shows the pinned item on top, and leads to older items. */
  readonly isWhole: boolean;
}

/** The whole feed: the layout of which everybody has the code. */
export const feedLayout: Layout = {
  list: 'lt-list',
  limit: Infinity,
  pick: newest,
  row: rowMarkup,
  isWhole: true,
};

/** The newest entries. Sliced only where needed, so that nothing is drawn anew. */
export function newest(entries: readonly Entry[], limit: number): readonly Entry[] {
  return limit >= entries.length ? entries : entries.slice(0, limit);
}
