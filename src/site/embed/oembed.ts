import { pageTitleOf } from '../../feed/draw/item-title.ts';
import { embedScript, frameElement } from '../../feed/embed/embed-code.ts';
import type { Item } from '../../feed/item.ts';
import type { Snapshot } from '../../feed/snapshot.ts';
import { wordsFor } from '../../feed/words/languages.ts';
import type { Publisher } from '../shell/place.ts';
import type { OembedQuery } from './oembed-query.ts';

/** Pixels, where the consumer sets no bound. */
const usual = { width: 640, feedHeight: 600, itemHeight: 400 };
/** Seconds. An item's title is its headline, which may be taken down. */
const lifeOf = { feed: 3_600, item: 60 };

/** An answer of type "rich" (oembed.com, 2.3.4.4). */
export interface Oembed {
  readonly version: '1.0';
  readonly type: 'rich';
  readonly title: string;
  readonly author_name?: string;
  readonly provider_name: string;
  readonly provider_url: string;
  readonly cache_age: number;
  readonly html: string;
  readonly width: number;
  readonly height: number;
}

/**
 * What a page is embedded as: a frame that follows the feed or the item, and the script that gives it its height. The
 * HTML, which consumers keep for good, holds no word of an item.
 */
export function oembedOf(
  address: string,
  publisher: Publisher | undefined,
  { feed, info }: Snapshot,
  item: Item | undefined,
  { maxWidth, maxHeight }: Pick<OembedQuery, 'maxWidth' | 'maxHeight'>,
): Oembed {
  const width = Math.min(usual.width, maxWidth);
  const height = Math.min(item === undefined ? usual.feedHeight : usual.itemHeight, maxHeight);
  const subject = { address, feed, title: info.title };
  const size = { width, height, ...(item === undefined ? {} : { item: item.id }) };
  const author = item?.bylines.join(', ') ?? '';
  return {
    version: '1.0',
    type: 'rich',
    title: item === undefined ? info.title : pageTitleOf(item, wordsFor(info.lang)),
    ...(author === '' ? {} : { author_name: author }),
    provider_name: publisher?.name ?? new URL(address).host,
    provider_url: publisher?.url ?? address,
    cache_age: item === undefined ? lifeOf.feed : lifeOf.item,
    html: `${frameElement(subject, {}, size)}${embedScript(subject)}`,
    width,
    height,
  };
}
