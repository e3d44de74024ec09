import { bylinesOf } from '../../feed/byline.ts';
import { pageTitleOf } from '../../feed/draw/item-title.ts';
import { isSafeUrl } from '../../feed/draw/markup.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import { isTombstone, type Item } from '../../feed/item.ts';
import { wordsFor } from '../../feed/words/languages.ts';
import { feedPath, itemPath, publicLink, type FeedPlace } from '../shell/place.ts';
import { aboutFeed } from './about-feed.ts';
import { authorOf } from './author-of.ts';
import { enclosureOf } from './enclosure.ts';
import type { Format } from './format.ts';
import { hubsOf } from './hub-links.ts';
import { postingHtml, summaryOf } from './posting-html.ts';
import { wholeAddress } from './whole-address.ts';

/** JSON Feed 1.1 (jsonfeed.org). */
export const jsonFeed: Format = {
  type: 'application/feed+json; charset=utf-8',
  name: 'JSON Feed',
  draw: (place, { info, items }) => {
    const path = feedPath(place.feed);
    const hubs = hubsOf(place.site, info);
    return JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: info.title,
      home_page_url: publicLink(place, path),
      feed_url: publicLink(place, `${path}/feed.json`),
      description: aboutFeed(info),
      icon: place.site.publisher?.logo,
      language: info.lang,
      hubs: hubs.length === 0 ? undefined : hubs.map((url) => ({ type: 'WebSub', url })),
      authors: place.site.publisher && [publisherOf(place.site.publisher)],
      items: items.flatMap((entry) => (isTombstone(entry) ? [] : [posting(place, info, entry)])),
    });
  },
};

function posting(place: FeedPlace, info: FeedInfo, item: Item): object {
  const sound = enclosureOf(place, item);
  return {
    id: item.id,
    url: publicLink(place, itemPath(place.feed, item.id)),
    external_url: item.link,
    title: pageTitleOf(item, wordsFor(info.lang)),
    content_html: postingHtml(place, info, item),
    summary: summaryOf(info, item),
    image:
      item.image !== undefined && isSafeUrl(item.image.url)
        ? wholeAddress(place, item.image.url)
        : undefined,
    date_published: item.postedAt,
    date_modified: item.updatedAt,
    authors:
      item.bylines.length > 0
        ? bylinesOf(item).map((byline) => {
            const { name, url, picture } = authorOf(place, byline);
            return { name, url, avatar: picture };
          })
        : undefined,
    tags: item.tags.length > 0 ? item.tags : undefined,
    language: item.lang,
    attachments: sound && [
      {
        url: sound.url,
        mime_type: sound.type,
        title: sound.title,
        size_in_bytes: sound.bytes,
        duration_in_seconds: sound.seconds,
      },
    ],
  };
}

function publisherOf({ name, url }: { readonly name: string; readonly url?: string }): object {
  return { name, url };
}
