import { isOfThePast, type Change, type UnknownContent } from '../../feed/change.ts';
import { isWordingKind } from '../../feed/change-kinds.ts';
import { isTombstone, type Item } from '../../feed/item.ts';
import type { Log } from '../../log/log.ts';

/** The item that a change words; undefined for any other change, and for an old story. */
export function wordedItem(change: Change): Item | undefined {
  if (!isWordingKind(change.kind) || isOfThePast(change)) return undefined;
  const { item } = change as UnknownContent;
  return item === undefined || isTombstone(item) ? undefined : item;
}

/** Whether a wording makes its item breaking: it is, and no wording before was. */
export async function becomesBreaking(
  feed: string,
  item: Item,
  log: Pick<Log, 'wordings'>,
): Promise<boolean> {
  if (!item.breaking) return false;
  const earlier = item.rev === 1 ? [] : await log.wordings(feed, item.id);
  return !earlier.some((wording) => wording.rev < item.rev && wording.item.breaking);
}
