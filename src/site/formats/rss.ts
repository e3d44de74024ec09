import { toHtml } from '../../feed/draw/html.ts';
import { pageTitleOf } from '../../feed/draw/item-title.ts';
import { h, type Element } from '../../feed/draw/markup.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import { isTombstone, type Item } from '../../feed/item.ts';
import { wordsFor } from '../../feed/words/languages.ts';
import { feedPath, itemPath, publicLink, type FeedPlace } from '../shell/place.ts';
import { aboutFeed } from './about-feed.ts';
import { enclosureOf } from './enclosure.ts';
import type { Format } from './format.ts';
import { hubsOf } from './hub-links.ts';
import { latestChange } from './latest-change.ts';
import { postingHtml, summaryOf } from './posting-html.ts';
import { itemUrn } from './stable-id.ts';
import { xmlDocument } from './xml.ts';

const namespaces = {
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
};

/** RSS 2.0 (rssboard.org) with the full text. RSS cannot say that an item was taken down: such an item is absent. */
export const rss: Format = {
  type: 'application/rss+xml; charset=utf-8',
  name: 'RSS',
  draw: (place, { info, items }) => {
    const path = feedPath(place.feed);
    const changedAt = latestChange(items);
    return xmlDocument(
      h(
        'rss',
        { version: '2.0', ...namespaces },
        h(
          'channel',
          {},
          h('title', {}, info.title),
          h('link', {}, publicLink(place, path)),
          h('description', {}, aboutFeed(info) ?? info.title),
          h('language', {}, info.lang),
          h('atom:link', {
            rel: 'self',
            type: 'application/rss+xml',
            href: publicLink(place, `${path}/rss.xml`),
          }),
          hubsOf(place.site, info).map((href) => h('atom:link', { rel: 'hub', href })),
          changedAt !== undefined && h('lastBuildDate', {}, rssDate(changedAt)),
          h('generator', {}, 'Dateline'),
          logo(place, info),
          items.map((entry) => !isTombstone(entry) && posting(place, info, entry)),
        ),
      ),
    );
  },
};

function posting(place: FeedPlace, info: FeedInfo, item: Item): Element {
  const summary = summaryOf(info, item);
  const { publisher } = place.site;
  const sound = enclosureOf(place, item);
  const creators =
    item.bylines.length > 0 || publisher === undefined ? item.bylines : [publisher.name];
  return h(
    'item',
    {},
    h('title', {}, pageTitleOf(item, wordsFor(info.lang))),
    h('link', {}, publicLink(place, itemPath(place.feed, item.id))),
    h('guid', { isPermaLink: 'false' }, itemUrn(item)),
    h('pubDate', {}, rssDate(item.postedAt)),
    // RSS has no time of the latest wording.
    item.updatedAt !== item.postedAt && h('atom:updated', {}, item.updatedAt),
    creators.map((name) => h('dc:creator', {}, name)),
    item.tags.map((tag) => h('category', {}, tag)),
    // RSS requires a length; 0 is what is written where it is unknown.
    sound && h('enclosure', { url: sound.url, length: sound.bytes ?? 0, type: sound.type }),
    // A description is HTML, also where it is a sentence without markup.
    summary !== undefined && h('description', {}, toHtml(summary)),
    h('content:encoded', {}, postingHtml(place, info, item)),
  );
}

function logo(place: FeedPlace, info: FeedInfo): Element | false {
  const url = place.site.publisher?.logo;
  if (url === undefined) return false;
  return h(
    'image',
    {},
    h('url', {}, url),
    h('title', {}, info.title),
    h('link', {}, publicLink(place, feedPath(place.feed))),
  );
}

/** A date as RFC 822 writes it, with four digits of the year: "Mon, 04 Mar 2030 18:04:00 GMT". */
function rssDate(at: string): string {
  return new Date(at).toUTCString();
}
