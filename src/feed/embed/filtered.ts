import { isTombstone, type Entry } from '../item.ts';

/** The entries that a filter chooses; all without one. */
export function filtered<T extends Entry>(entries: readonly T[], filter?: string): readonly T[] {
  return filter === undefined ? entries : entries.filter((entry) => passes(entry, filter));
}

/**
 * Whether a filter ("key", "breaking", "tag:storm" or "byline:A. Reporter") chooses an entry. What was removed can no
 * longer be told apart, and says nothing to who asked for a choice.
 */
function passes(entry: Entry, filter: string): boolean {
  if (isTombstone(entry)) return false;
  if (filter === 'key' || filter === 'breaking') return entry[filter];
  const [kind, ...rest] = filter.split(':');
  return entry[kind === 'tag' ? 'tags' : 'bylines'].includes(rest.join(':'));
}
