import { bodyText } from '../../feed/body.ts';
import { entryDirection, feedDirection } from '../../feed/draw/direction.ts';
import { remarkName } from '../../feed/draw/item-parts.ts';
import { firstWords, pageTitleOf } from '../../feed/draw/item-title.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import type { Item } from '../../feed/item.ts';
import { isStruck, remarksOf } from '../../feed/remarks.ts';
import { wordsFor } from '../../feed/words/languages.ts';
import { newsSeconds } from '../store/pushes.ts';
import type { PushMessage } from '../send/push-service.ts';

/** The lengths of what a notification shows, in UTF-16 units: with all of them a message is far below 4 KB (RFC 8030, 7.2). */
const longest = { title: 120, words: 200, note: 160, feed: 60 };
const correctionSeconds = 24 * 3_600;

/** What a message is about. */
export interface About {
  readonly feed: string;
  readonly info: FeedInfo;
  /** The same for each message of an item. */
  readonly topic: string;
}

/**
 * An item as a notification shows it (client/push/worker.ts): its title, and the name of the feed, the latest remark and the first words
 * below. `isFirst`: nothing of the item was told to this browser; later ones replace it without a sound.
 */
export function newsMessage(
  { feed, info, topic }: About,
  item: Item,
  isFirst: boolean,
): PushMessage {
  const words = wordsFor(info.lang);
  const remark = remarksOf(item).at(-1);
  const lines = [
    firstWords(info.title, longest.feed),
    remark && firstWords(`${remarkName(remark.kind, words)} — ${remark.note}`, longest.note),
    // Without a headline, the title is how it begins.
    !isStruck(item) &&
      item.headline !== undefined &&
      firstWords(bodyText(item.body), longest.words),
  ];
  const shown = {
    kind: 'show',
    feed,
    item: item.id,
    title: firstWords(pageTitleOf(item, words), longest.title),
    body: lines.filter(Boolean).join('\n'),
    lang: item.lang ?? info.lang,
    dir: entryDirection(item) ?? feedDirection(info),
    at: item.postedAt,
    first: isFirst,
  };
  return {
    text: JSON.stringify(shown),
    ttlSeconds: isFirst ? newsSeconds : correctionSeconds,
    urgency: isFirst ? 'high' : 'normal',
    topic,
  };
}
