import { isTombstone, type Entry, type Item } from '../../feed/item.ts';
import { isStruck } from '../../feed/remarks.ts';

/** Whether an entry still stands: neither taken down nor struck. */
export function isClaimed(entry: Entry): entry is Item {
  return !isTombstone(entry) && !isStruck(entry);
}
