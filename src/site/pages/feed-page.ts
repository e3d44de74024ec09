import { feedDirection } from '../../feed/draw/direction.ts';
import type { Edition } from '../../feed/draw/edition.ts';
import { dayAndTime } from '../../feed/draw/clock-time.ts';
import { anchorOf } from '../../feed/draw/entry-markup.ts';
import { feedHead, type LastChange } from '../../feed/draw/feed-head-markup.ts';
import { keyEvents } from '../../feed/draw/key-events-markup.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import type { Entry } from '../../feed/item.ts';
import { h, type Markup } from '../../feed/draw/markup.ts';
import type { Snapshot } from '../../feed/snapshot.ts';
import { aboutFeed } from '../formats/about-feed.ts';
import { cardImage, cardTags } from '../formats/card-tags.ts';
import { latestChange } from '../formats/latest-change.ts';
import { liveBlogPosting } from '../formats/json-ld.ts';
import { dataBlock } from '../shell/data-block.ts';
import type { Page } from '../shell/page.ts';
import { feedPath, linkTo, publicLink, type FeedPlace } from '../shell/place.ts';
import { siteEdition, spokenFor, zoneName } from '../shell/site-edition.ts';
import { framed, styleLinks } from './frame-markup.ts';
import { exposureOf } from './exposure.ts';
import { asItStood, replayForm } from './forms/replay-form.ts';

/** What a reader page shows beside its entries. */
export interface ReaderView {
  readonly place: FeedPlace;
  readonly snapshot: Snapshot;
  /** The feed's key events, newest first, on this page or not. */
  readonly keys: readonly Entry[];
  /** When the feed's first change came. */
  readonly startedAt: string | undefined;
  /** Whether it may be subscribed to by mail. */
  readonly hasMail?: boolean;
  /** The key that browsers subscribe with, where they may be told news. */
  readonly pushKey?: string | undefined;
}

/** What makes one page of a feed another than the next. */
export interface Parts {
  /** Of this page, below the site's root. */
  readonly path: string;
  /** The entries that have a place on the page to link to. */
  readonly listed: readonly Entry[];
  readonly head: readonly Markup[];
  /** Attributes of the main part. */
  readonly main?: Readonly<Record<string, string>>;
  readonly column: Parameters<typeof h>[2][];
  /** Of a page as it stood, which claims nothing to search engines. */
  readonly replay?: {
    readonly at: string;
    /** When the feed changed last. */
    readonly endedAt: string | undefined;
    readonly coverage: FeedInfo['coverage'];
  };
}

/** A page of a feed: its head, what leads through it, and a column of news. */
export function feedPage(view: ReaderView, shown: readonly Entry[], parts: Parts): Page {
  const { place, snapshot, startedAt } = view;
  const { info } = snapshot;
  const edition = siteEdition(place, info);
  const spoken = spokenFor(info);
  const { replay } = parts;
  const updatedAt = latestChange(snapshot.items) ?? startedAt;
  const toFeed = linkTo(place, feedPath(place.feed));
  const ids = new Set(parts.listed.map((entry) => entry.id));
  // To the place on this page, for what is on it.
  const linkOf = (id: string) => (ids.has(id) ? `#${anchorOf(id)}` : edition.itemUrl(id));
  return {
    status: 200,
    title: info.title,
    lang: info.lang,
    dir: feedDirection(info),
    ...exposureOf(info),
    publicUrl: place.site.publicUrl,
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
      ...(replay === undefined
        ? [
            dataBlock(
              'application/ld+json',
              liveBlogPosting(place, info, shown, { startedAt, updatedAt }),
            ),
          ]
        : []),
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
          replay && asItStood({ ...replay, toFeed, timezone: info.timezone, spoken }),
        ),
        h(
          'div',
          { class: 'site-tools' },
          keyEvents(view.keys, linkOf, edition, spoken),
          startedAt !== undefined &&
            replayForm({
              toFeed,
              feed: place.feed,
              startedAt,
              endedAt: replay?.endedAt ?? updatedAt ?? startedAt,
              at: replay?.at,
              timezone: info.timezone,
              spoken,
            }),
        ),
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
