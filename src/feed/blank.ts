import type { ChangeContent, UnknownContent } from './change.ts';
import { isKnownKind } from './change-kinds.ts';
import type { Tombstone } from './item.ts';

/**
 * A change of a taken-down item with the tombstone where the item was: kind and place stay, words go,
 * remarks too (they quote). Used wherever changes are kept: in the log's rows and in memory.
 */
export function blanked(content: ChangeContent, tombstone: Tombstone): ChangeContent {
  const { kind, item } = content as UnknownContent;
  if (item !== undefined) return { kind, item: tombstone } as ChangeContent;
  // Without an item, the known kinds have no words of it. Which of an unknown kind's words quote it, nobody here knows.
  return isKnownKind(kind) ? content : ({ kind, id: tombstone.id } as unknown as ChangeContent);
}
