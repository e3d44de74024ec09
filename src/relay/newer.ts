import type { Change, UnknownContent } from '../feed/change.ts';
import { newerOf, tombstoneOf, isTombstone, type Entry } from '../feed/item.ts';

/**
 * Entries of an earlier answer as they are after these changes, oldest first: what was taken down since is its tombstone,
 * and what was reworded has the newer words.
 */
export function newer(entries: readonly Entry[], changes: readonly Change[]): readonly Entry[] {
  if (changes.length === 0) return entries;
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  for (const change of changes) {
    const { item, id } = change as UnknownContent;
    const held = byId.get(item?.id ?? id ?? '');
    if (held === undefined) continue;
    if (change.kind === 'takedown') {
      if (!isTombstone(held)) byId.set(held.id, tombstoneOf(held, change.at));
    } else if (item !== undefined) byId.set(held.id, newerOf(held, item));
  }
  return entries.map((entry) => byId.get(entry.id) ?? entry);
}
