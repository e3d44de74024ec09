import { isTombstone, type Entry } from '../item.ts';
import { isStruck } from '../remarks.ts';
import { briefMarkup } from './brief-markup.ts';
import { feedLayout, newest, type Layout } from './layout.ts';

export type { Layout } from './layout.ts';

/** For so long a breaking item stays in the bar, before what came after it. */
const breakingMs = 3_600_000;

/** Every layout by its name: a line each. */
export const layouts = {
  feed: feedLayout,
  /** A column beside an article. */
  rail: {
    list: 'lt-list lt-rail',
    limit: 6,
    pick: newest,
    row: (entry, _, edition) => [briefMarkup(entry, edition, true)],
    isWhole: false,
  },
  /** One line above a page. */
  bar: {
    list: 'lt-list lt-bar',
    limit: 1,
    pick: breakingFirst,
    row: (entry, _, edition) => [briefMarkup(entry, edition, false)],
    isWhole: false,
  },
} as const satisfies Readonly<Record<string, Layout>>;

export type LayoutName = keyof typeof layouts;

export function isLayoutName(name: string): name is LayoutName {
  return Object.hasOwn(layouts, name);
}

/** The layout of a name; the whole feed without one. */
export function layoutOf(name: LayoutName = 'feed'): Layout {
  return layouts[name];
}

/** The newest breaking item of the hour before the newest item, then the others. No tombstones. */
function breakingFirst(entries: readonly Entry[], limit: number): readonly Entry[] {
  const items = entries.filter((entry) => !isTombstone(entry));
  const latestMs = Date.parse(items[0]?.postedAt ?? '');
  const isFirst = (entry: Entry) =>
    !isTombstone(entry) &&
    entry.breaking &&
    !isStruck(entry) &&
    latestMs - Date.parse(entry.postedAt) <= breakingMs;
  return [...items.filter(isFirst), ...items.filter((entry) => !isFirst(entry))].slice(0, limit);
}
