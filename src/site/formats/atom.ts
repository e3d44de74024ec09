import { bylinesOf, type Byline } from '../../feed/byline.ts';
import { pageTitleOf } from '../../feed/draw/item-title.ts';
import { h, isSafeUrl, type Element } from '../../feed/draw/markup.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import { isTombstone, type Item, type Tombstone } from '../../feed/item.ts';
import { wordsFor } from '../../feed/words/languages.ts';
import { feedPath, itemPath, publicLink, type FeedPlace } from '../shell/place.ts';
import { aboutFeed } from './about-feed.ts';
import { authorOf } from './author-of.ts';
import { enclosureOf } from './enclosure.ts';
import type { Format } from './format.ts';
import { hubsOf } from './hub-links.ts';
import { latestChange } from './latest-change.ts';
import { postingHtml, summaryOf } from './posting-html.ts';
import { feedUrn, itemUrn } from './stable-id.ts';
import { wholeAddress } from './whole-address.ts';
import { xmlDocument } from './xml.ts';

const namespaces = {
  xmlns: 'http://www.w3.org/2005/Atom',
  'xmlns:at': 'http://purl.org/atompub/tombstones/1.0',
};

/** Atom (RFC 4287) with the full text. What was taken down is an `at:deleted-entry` (RFC 6721): its id and the time. */
export const atom: Format = {
  type: 'application/atom+xml; charset=utf-8',
  name: 'Atom',
  draw: (place, snapshot) => {
    const { info, items } = snapshot;
    const path = feedPath(place.feed);
    const about = aboutFeed(info);
    const logo = place.site.publisher?.logo;
    return xmlDocument(
      h(
        'feed',
        { ...namespaces, 'xml:lang': info.lang },
        h('id', {}, feedUrn(snapshot)),
        h('title', {}, info.title),
        about !== undefined && h('subtitle', {}, about),
        // Required; before the first change no time is known.
        h('updated', {}, latestChange(items) ?? '1970-01-01T00:00:00Z'),
        link('self', 'application/atom+xml', publicLink(place, `${path}/atom.xml`)),
        link('alternate', 'text/html', publicLink(place, path)),
        hubsOf(place.site, info).map((href) => h('link', { rel: 'hub', href })),
        publisher(place, info),
        h('generator', {}, 'Dateline'),
        logo !== undefined && h('logo', {}, logo),
        items.map((entry) => (isTombstone(entry) ? deleted(entry) : posting(place, info, entry))),
      ),
    );
  },
};

function posting(place: FeedPlace, info: FeedInfo, item: Item): Element {
  const summary = summaryOf(info, item);
  const sound = enclosureOf(place, item);
  return h(
    'entry',
    { 'xml:lang': item.lang },
    h('id', {}, itemUrn(item)),
    h('title', {}, pageTitleOf(item, wordsFor(info.lang))),
    h('updated', {}, item.updatedAt),
    h('published', {}, item.postedAt),
    link('alternate', 'text/html', publicLink(place, itemPath(place.feed, item.id))),
    item.link !== undefined &&
      isSafeUrl(item.link) &&
      link('related', 'text/html', wholeAddress(place, item.link)),
    item.related?.map(({ url, title }) =>
      isSafeUrl(url) ? h('link', { rel: 'related', href: wholeAddress(place, url), title }) : false,
    ),
    sound &&
      h('link', {
        rel: 'enclosure',
        type: sound.type,
        href: sound.url,
        length: sound.bytes,
        title: sound.title,
      }),
    bylinesOf(item).map((byline) => author(place, byline)),
    item.tags.map((term) => h('category', { term })),
    summary !== undefined && h('summary', {}, summary),
    h('content', { type: 'html' }, postingHtml(place, info, item)),
  );
}

function author(place: FeedPlace, byline: Byline): Element {
  const { name, url } = authorOf(place, byline);
  return h('author', {}, h('name', {}, name), url !== undefined && h('uri', {}, url));
}

function deleted(tombstone: Tombstone): Element {
  return h('at:deleted-entry', { ref: itemUrn(tombstone), when: tombstone.removedAt });
}

/** The author of items without a byline. Without a publisher it is the feed: Atom requires a name. */
function publisher({ site }: FeedPlace, info: FeedInfo): Element {
  const { name = info.title, url } = site.publisher ?? {};
  return h('author', {}, h('name', {}, name), url !== undefined && h('uri', {}, url));
}

function link(rel: string, type: string, href: string): Element {
  return h('link', { rel, type, href });
}
