import { filtered } from '../../feed/embed/filtered.ts';
import { needsToken } from '../../feed/feed-info.ts';
import { isTombstone, type Item } from '../../feed/item.ts';
import { isStruck } from '../../feed/remarks.ts';
import type { Log } from '../../log/log.ts';
import { closeMessage } from '../messages/close-message.ts';
import { newsMessage } from '../messages/news-message.ts';
import type { PushKeys } from '../push-keys.ts';
import type { PushMessage } from '../send/push-service.ts';
import type { WaitingPush } from '../store/browser.ts';

/** A push in words. `message` undefined: there is nothing to send. `isLast`: nothing of the item is to be told ever after. */
export interface Written {
  readonly message?: PushMessage;
  readonly isLast: boolean;
  /** The revision of the item that the message tells. */
  readonly rev?: number;
}

interface Parts {
  readonly log: Pick<Log, 'entry' | 'heads'>;
  readonly keys: Pick<PushKeys, 'now'>;
}

const nothing: Written = { isLast: true };

/**
 * Writes what waits, each in the moment in which it is sent: by what the log has then. Of what was taken down since, no word is sent; a
 * browser that may show it is told to take it back.
 */
export class Writer {
  constructor(private readonly parts: Parts) {}

  /** `open`: the feeds that offer push. */
  async write(push: WaitingPush, open: ReadonlySet<string>): Promise<Written> {
    const { log, keys } = this.parts;
    // All messages of an item have one topic, also where the key has changed between them.
    const { vault } = push.address?.key ?? keys.now;
    const { feed, told } = push;
    const [head] = open.has(feed) ? await log.heads([feed]) : [];
    if (head === undefined) return nothing;
    // No push service learns which item it is; and 32 characters are the most.
    const about = { feed, info: head.info, topic: vault.hash(`${feed}/${push.item}`).slice(0, 32) };
    const entry = await log.entry(feed, push.item);
    if (entry === undefined || isTombstone(entry)) {
      return told === 'no' ? nothing : { message: closeMessage(about, push.item), isLast: true };
    }
    // No word leaves a feed that has become one for signed-in readers.
    if (needsToken(head.info)) return nothing;
    // It was told after its remark had come, and before the remark was handed over.
    if (told === 'yes' && push.rev === entry.rev) return { isLast: false };
    // Who may have been told of an item is told that it does not hold.
    const isRemark = told === 'yes' || (told === 'perhaps' && isStruck(entry));
    if (!isRemark && !isNews(push, entry)) return { isLast: told === 'no' };
    return { message: newsMessage(about, entry, !isRemark), isLast: false, rev: entry.rev };
  }
}

/** Whether an item is what a browser has asked for, in time, and holds. */
function isNews({ isLate, filters }: WaitingPush, item: Item): boolean {
  const isWanted = filters.some((filter) => filtered([item], filter).length > 0);
  return isWanted && !isLate && !isStruck(item);
}
