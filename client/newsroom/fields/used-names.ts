import { bylinesOf, writerOf, type Byline } from '../../../src/feed/byline.ts';
import { isItem, type Entry } from '../../../src/feed/item.ts';

/** Names that items of a feed have, those of the newest first. */
export interface UsedNames {
  readonly bylines: readonly Byline[];
  readonly tags: readonly string[];
}

export const noNames: UsedNames = { bylines: [], tags: [] };

export function usedIn(entries: readonly Entry[]): UsedNames {
  const items = entries.filter(isItem);
  const bylines = items.flatMap((item) => bylinesOf(item));
  const byName = new Map<string, Byline>();
  for (const byline of bylines) {
    const { name } = writerOf(byline);
    if (!byName.has(name)) byName.set(name, shortest(byline));
  }
  return {
    bylines: [...byName.values()],
    tags: [...new Set(items.flatMap(({ tags }) => tags))],
  };
}

/** A name alone where no more is known of the person: names stand in one line. */
function shortest(byline: Byline): Byline {
  const { name, ...more } = writerOf(byline);
  return Object.values(more).every((value) => value === undefined) ? name : byline;
}

export interface Offers {
  readonly names: readonly string[];
  /** How many names of the list stay when one of these is taken: a begun one is replaced. */
  readonly kept: number;
}

const most = 8;

/** The names used before that are not in a list; while a name is being typed, those that it may become. */
export function offersFor(list: readonly string[], used: readonly string[]): Offers {
  const taken = new Set(list.map(folded));
  const begun = folded(list.at(-1) ?? '');
  const rest = used.filter((name) => !taken.has(folded(name)));
  const isWhole = begun === '' || used.some((name) => folded(name) === begun);
  const meant = isWhole ? [] : rest.filter((name) => folded(name).includes(begun));
  return meant.length > 0
    ? { names: meant.slice(0, most), kept: list.length - 1 }
    : { names: rest.slice(0, most), kept: list.length };
}

function folded(name: string): string {
  return name.trim().toLowerCase();
}
