import type { ChangeContent, UnknownContent } from './change.ts';
import { isKnownKind } from './change-kinds.ts';
import { isTombstone, type Item, type Tombstone } from './item.ts';
import { withoutNotes } from './remarks.ts';

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

/**
 * An earlier change of an item whose words were replaced and erased: it has the words of `now`. Kind, revision, times and
 * marks stay, and so do the remarks, without their notes (they quote).
 */
export function redacted(content: ChangeContent, now: Item): ChangeContent {
  const { kind, item } = content as UnknownContent;
  if (item === undefined) {
    return isKnownKind(kind) ? content : ({ kind, id: now.id } as unknown as ChangeContent);
  }
  if (isTombstone(item)) return content;
  const { remarks: _remarks, corrected: _corrected, struck: _struck, ...words } = now;
  const { rev, updatedAt, pinned, breaking, key } = item;
  const then = withoutNotes(item);
  const marks = { rev, updatedAt, pinned, breaking, key };
  const { remarks, corrected, struck } = then;
  return {
    kind,
    item: {
      ...words,
      ...marks,
      ...(remarks !== undefined && { remarks }),
      ...(corrected !== undefined && { corrected }),
      ...(struck !== undefined && { struck }),
    },
  } as ChangeContent;
}
