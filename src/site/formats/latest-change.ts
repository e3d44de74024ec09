import { isTombstone, type Entry } from '../../feed/item.ts';

/** The latest instant at which one of the entries changed. */
export function latestChange(entries: readonly Entry[]): string | undefined {
  const times = entries.map((entry) => (isTombstone(entry) ? entry.removedAt : entry.updatedAt));
  return times.sort().at(-1);
}
