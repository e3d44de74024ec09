import { blanked, redacted } from '../feed/blank.ts';
import { itemIdOf, type Change, type ChangeContent } from '../feed/change.ts';
import { isTombstone, tombstoneOf, type Item } from '../feed/item.ts';

/** Earlier changes without the words that `later` erases, a takedown for example; the same array where it erases none. */
export function cleared(changes: readonly Change[], later: Change): readonly Change[] {
  switch (later.kind) {
    case 'takedown':
      return withoutItem(changes, later.id, later.at);
    case 'redact':
      return isTombstone(later.item) ? changes : reworded(changes, later.item);
    default:
      return changes;
  }
}

function withoutItem(changes: readonly Change[], id: string, removedAt: string): readonly Change[] {
  const posted = changes.find((change) => itemIdOf(change) === id && 'item' in change);
  if (posted === undefined || !('item' in posted)) return changes;
  const tombstone = tombstoneOf(posted.item, removedAt);
  return changes.map((change) =>
    itemIdOf(change) === id ? withContent(change, blanked(change, tombstone)) : change,
  );
}

/** The item's new words in the place of its old ones. */
function reworded(changes: readonly Change[], item: Item): readonly Change[] {
  return changes.map((change) =>
    itemIdOf(change) === item.id ? withContent(change, redacted(change, item)) : change,
  );
}

function withContent(change: Change, content: ChangeContent): Change {
  const { feed, epoch, seq, tag, prev, at } = change;
  return { feed, epoch, seq, tag, prev, at, ...content };
}
