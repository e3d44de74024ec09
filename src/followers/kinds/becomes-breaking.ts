import { isOfThePast, type Change, type UnknownContent } from '../../feed/change.ts';
import { isWordingKind } from '../../feed/change-kinds.ts';
import { isTombstone, type Item } from '../../feed/item.ts';
import type { Log } from '../../log/log.ts';

const freshMs = 3_600_000;

/** The item that a change words; undefined for any other change, and for an old story. */
export function wordedItem(change: Change): Item | undefined {
  if (!isWordingKind(change.kind)) return undefined;
  const { item } = change as UnknownContent;
  if (item === undefined || isTombstone(item)) return undefined;
  return isOfThePast(change) && !isFresh(change, item) ? undefined : item;
}

/** What comes from another newsroom is a moment old when it is here, or as old as a cut of the line was long. */
function isFresh({ at }: Change, { origin, updatedAt }: Item): boolean {
  return origin !== undefined && Date.parse(at) - Date.parse(updatedAt) < freshMs;
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
