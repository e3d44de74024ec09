import type { EmbedOptions } from '../../feed/embed/embed-options.ts';
import { isTombstone, type Entry, type Item } from '../../feed/item.ts';

/** Those of a feed's newest entries that the options choose, in the order they ask for. */
export function chosenEntries(
  entries: readonly Entry[],
  { filter, limit, order }: EmbedOptions,
): readonly Entry[] {
  const wanted = filter === undefined ? entries : entries.filter((entry) => passes(entry, filter));
  const shown = wanted.slice(0, Number(limit ?? entries.length));
  return order === 'oldest' ? shown.toReversed() : shown;
}

/** What was removed can no longer be told apart, and says nothing to who asked for a choice. */
function passes(entry: Entry, filter: string): boolean {
  return !isTombstone(entry) && isOfKind(entry, filter);
}

function isOfKind({ key, breaking, tags, bylines }: Item, filter: string): boolean {
  if (filter === 'key') return key;
  if (filter === 'breaking') return breaking;
  const [kind, ...rest] = filter.split(':');
  const name = rest.join(':');
  return (kind === 'tag' ? tags : bylines).includes(name);
}
