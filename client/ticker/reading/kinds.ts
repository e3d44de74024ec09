import { isItem, type Entry, type Item } from '../../../src/feed/item.ts';
import { remarksOf } from '../../../src/feed/remarks.ts';
import type { ReadingWords } from '../../../src/feed/words/words.ts';

type KindName = keyof ReadingWords & ('key' | 'pictures' | 'corrected');

/** The kinds of items that a reader can choose: a line each. */
export const kinds: Readonly<Record<KindName, (item: Item) => boolean>> = {
  key: ({ key }) => key,
  pictures: ({ image, body }) => image !== undefined || body.some(({ kind }) => kind === 'image'),
  corrected: (item) => item.rev > 1 && remarksOf(item).some(({ kind }) => kind === 'correct'),
};

export const kindNames = Object.keys(kinds) as readonly KindName[];

export type { KindName };

/** The entries of a kind; all without one. What was removed is of no kind. */
export function ofKind(entries: readonly Entry[], kind: KindName | undefined): readonly Entry[] {
  if (kind === undefined) return entries;
  return entries.filter((entry) => isItem(entry) && kinds[kind](entry));
}

export function countsOf(items: readonly Item[]): Readonly<Record<KindName | 'all', number>> {
  const counts = { all: items.length, key: 0, pictures: 0, corrected: 0 };
  for (const item of items) for (const name of kindNames) if (kinds[name](item)) counts[name] += 1;
  return counts;
}
