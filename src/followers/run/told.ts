import type { Change, UnknownContent } from '../../feed/change.ts';
import { filtered } from '../../feed/embed/filtered.ts';
import { isTombstone } from '../../feed/item.ts';
import type { Log } from '../../log/log.ts';
import type { Message } from '../kinds/kind.ts';

/**
 * A change as a target is told it. What waited while its item was taken down is told as the takedown, which the item's rows
 * say by then: so a target learns of it with the first of them, and never gets the text.
 */
export function messageOf(change: Change): Message {
  const data = withTakedown(change);
  const { epoch, seq, tag, at } = change;
  return { id: `${epoch}-${seq}-${tag}`, type: `change.${data.kind}`, timestamp: at, data };
}

function withTakedown(change: Change): Change {
  const { item } = change as UnknownContent;
  if (item === undefined || !isTombstone(item)) return change;
  const { feed, epoch, seq, tag, prev, at } = change;
  return { feed, epoch, seq, tag, prev, at, kind: 'takedown', id: item.id };
}

/**
 * Whether a follower with this filter is told a change. Of an item that the filter has chosen once, everything is told, also
 * when it does not choose the item any more: its target shows it. Changes without an item have no text, and are told to all.
 */
export async function isFor(
  filter: string | undefined,
  change: Change,
  log: Pick<Log, 'wordings'>,
): Promise<boolean> {
  const { item } = change as UnknownContent;
  if (filter === undefined || item === undefined || isTombstone(item)) return true;
  if (filtered([item], filter).length > 0) return true;
  if (item.rev === 1) return false;
  const wordings = await log.wordings(change.feed, item.id);
  const earlier = wordings.filter(({ rev }) => rev < item.rev).map((wording) => wording.item);
  return filtered(earlier, filter).length > 0;
}
