import { unknownFeed } from '../../feed/refusal.ts';
import type { Log } from '../../log/log.ts';
import type { Tools } from '../kinds/kind.ts';

/** What posts on networks say of an item: what it is now, the language of its feed, its page below the public address. */
export function itemsAsTheyAre(
  log: Pick<Log, 'heads' | 'entry'>,
  publicUrl: string,
): Pick<Tools, 'entry' | 'languageOf' | 'itemUrl'> {
  const start = publicUrl.replace(/\/$/, '');
  return {
    entry: (feed, id) => log.entry(feed, id),
    async languageOf(feed) {
      const [head] = await log.heads([feed]);
      if (head === undefined) throw unknownFeed(feed);
      return head.info.lang;
    },
    itemUrl: (feed, id) => `${start}/feeds/${feed}/items/${id}`,
  };
}
