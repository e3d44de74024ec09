import { feedDirection } from '../../feed/draw/direction.ts';
import type { Edition } from '../../feed/draw/edition.ts';
import { dayAndTime } from '../../feed/draw/clock-time.ts';
import { anchorOf } from '../../feed/draw/entry-markup.ts';
import { feedHead, type LastChange } from '../../feed/draw/feed-head-markup.ts';
import { keyEvents } from '../../feed/draw/key-events-markup.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import type { Entry } from '../../feed/item.ts';
import { h, type Element, type Markup } from '../../feed/draw/markup.ts';
import type { Snapshot } from '../../feed/snapshot.ts';
import type { ItemsPage } from '../../feed/wire.ts';
import { aboutFeed } from '../formats/about-feed.ts';
import { alternateLinks } from '../formats/alternate-links.ts';
import { cardImage, cardTags } from '../formats/card-tags.ts';
import { latestChange } from '../formats/latest-change.ts';
import { oembedLink } from '../formats/oembed-link.ts';
import { dataBlock } from '../shell/data-block.ts';
import { framed, styleLinks } from './frame-markup.ts';
import { framingOf } from './framing.ts';
import { liveBlogPosting } from '../formats/json-ld.ts';
import type { Page } from '../shell/page.ts';
import { feedPath, linkTo, publicLink, type FeedPlace } from '../shell/place.ts';
import { drawnAt, stillScript } from './still-page.ts';
import { siteEdition, spokenFor, zoneName } from '../shell/site-edition.ts';
import { entryList, tickerMarkup } from './ticker-markup.ts';

/** What a reader page shows beside its entries. */
export interface ReaderView {
  readonly place: FeedPlace;
  readonly snapshot: Snapshot;
  /** The feed's key events, newest first, on this page or not. */
  readonly keys: readonly Entry[];
  /** When the feed's first change came. */
  readonly startedAt: string | undefined;
}

/** The feed: its newest items, complete without a script, continued live by the ticker. */
export function readerPage(view: ReaderView): Page {
  const { place, snapshot } = view;
  const { words, says } = spokenFor(snapshot.info);
  return feedPage(view, withPinned(snapshot), {
    path: feedPath(place.feed),
    listed: snapshot.items,
    head: [
      ...alternateLinks(place),
      ...oembedLink(place, feedPath(place.feed), snapshot.info.title),
      h('script', { src: linkTo(place, 'assets/site.js'), defer: true }),
      h('script', { src: linkTo(place, 'v1/ticker.js'), defer: true }),
    ],
    column: [
      h(
        'noscript',
        {},
        h(
          'p',
          { class: 'site-note', ...says },
          `${words.pages.notUpdating} `,
          h('a', { href: linkTo(place, feedPath(place.feed)) }, words.pages.reload),
        ),
      ),
      tickerMarkup(snapshot, place, siteEdition(place, snapshot.info)),
      snapshot.items.length === 0 && h('p', { class: 'site-empty', ...says }, words.pages.empty),
      olderLink(view, snapshot.more),
    ],
  });
}

/** The pinned item may be older than what is listed. */
function withPinned({ items, pinned }: Snapshot): readonly Entry[] {
  const isListed = pinned === null || items.some(({ id }) => id === pinned.id);
  return isListed ? items : [pinned, ...items];
}

/** Older entries: a page of their own, asked for anew when one of them changes. */
export function olderPage(view: ReaderView, before: string, page: ItemsPage): Page {
  const { place, snapshot } = view;
  const { words, says } = spokenFor(snapshot.info);
  const newer = h(
    'p',
    { class: 'site-newer', ...says },
    h('a', { href: linkTo(place, feedPath(place.feed)) }, words.pages.newest),
  );
  return feedPage(view, page.items, {
    path: olderPath(place, before),
    listed: page.items,
    head: [h('meta', { name: 'robots', content: 'noindex, follow' }), stillScript(place)],
    main: drawnAt(place.feed, snapshot),
    column: [
      newer,
      h(
        'div',
        { class: 'lt-feed' },
        entryList(page.items, snapshot.info, siteEdition(place, snapshot.info)),
      ),
      page.items.length === 0 && h('p', { class: 'site-empty', ...says }, words.pages.nothingOlder),
      olderLink(view, page.next),
    ],
  });
}

interface Parts {
  /** Of this page, below the site's root. */
  readonly path: string;
  /** The entries that have a place on the page to link to. */
  readonly listed: readonly Entry[];
  readonly head: readonly Markup[];
  /** Attributes of the main part. */
  readonly main?: Readonly<Record<string, string>>;
  readonly column: Parameters<typeof h>[2][];
}

function feedPage(view: ReaderView, shown: readonly Entry[], parts: Parts): Page {
  const { place, snapshot, startedAt } = view;
  const { info } = snapshot;
  const edition = siteEdition(place, info);
  const spoken = spokenFor(info);
  const updatedAt = latestChange(snapshot.items) ?? startedAt;
  const ids = new Set(parts.listed.map((entry) => entry.id));
  // To the place on this page, for what is on it.
  const linkOf = (id: string) => (ids.has(id) ? `#${anchorOf(id)}` : edition.itemUrl(id));
  return {
    status: 200,
    title: info.title,
    lang: info.lang,
    dir: feedDirection(info),
    framing: framingOf(info),
    head: [
      ...styleLinks(place),
      ...cardTags({
        type: 'article',
        title: info.title,
        url: publicLink(place, parts.path),
        siteName: place.site.publisher?.name,
        description: aboutFeed(info),
        image: cardImage(place, shown),
        logo: place.site.publisher?.logo,
        publishedAt: startedAt,
        updatedAt,
      }),
      ...parts.head,
      dataBlock(
        'application/ld+json',
        liveBlogPosting(place, info, shown, { startedAt, updatedAt }),
      ),
    ],
    body: framed(
      place,
      h(
        'main',
        { id: 'main', class: 'site-feed', 'data-zone': info.timezone, ...parts.main },
        feedHead(
          info,
          updatedAt === undefined ? undefined : lastChange(updatedAt, info, edition),
          spoken,
        ),
        keyEvents(view.keys, linkOf, edition, spoken),
        h(
          'div',
          { class: 'site-column' },
          h('h2', { class: 'site-hidden', ...spoken.says }, spoken.words.pages.news),
          parts.column,
        ),
      ),
      spoken,
    ),
  };
}

function lastChange(at: string, info: FeedInfo, { time }: Edition): LastChange {
  const { lang } = spokenFor(info);
  return {
    at,
    words: dayAndTime(at, lang, info.timezone),
    exact: time(at).exact,
    zone: zoneName(at, lang, info.timezone),
  };
}

function olderLink({ place, snapshot }: ReaderView, cursor: string | null): Element | false {
  if (cursor === null) return false;
  const { words, says } = spokenFor(snapshot.info);
  return h(
    'p',
    { class: 'site-older', ...says },
    h('a', { href: linkTo(place, olderPath(place, cursor)), rel: 'nofollow' }, words.older),
  );
}

function olderPath({ feed }: FeedPlace, cursor: string): string {
  return `${feedPath(feed)}?before=${encodeURIComponent(cursor)}`;
}
