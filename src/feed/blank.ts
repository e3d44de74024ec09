import type { ChangeContent, UnknownContent } from './change.ts';
import type { Tombstone } from './item.ts';

/**
 * A change of a taken-down item with the tombstone where the item was: kind and place stay, words go,
 * remarks too (they quote). Used wherever changes are kept: in the log's rows and in memory.
 */
export function blanked(content: ChangeContent, tombstone: Tombstone): ChangeContent {
  switch (content.kind) {
    case 'post':
    case 'edit':
    case 'correct':
    case 'strike':
    case 'pin':
      return { kind: content.kind, item: tombstone };
    case 'takedown':
    case 'unpin':
    case 'feed':
      return content;
  }
  // Nobody here knows which of its words quote the item: all of them go.
  const { kind, item } = content as UnknownContent;
  const { id } = tombstone;
  return (item === undefined ? { kind, id } : { kind, item: tombstone }) as ChangeContent;
}
