import type { Entry } from '../../feed/item.ts';
import { shortDayAndTime } from '../../feed/draw/clock-time.ts';
import { h, type Element } from '../../feed/draw/markup.ts';
import { sentence } from '../../feed/draw/spoken.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import type { Snapshot } from '../../feed/snapshot.ts';
import { isTombstone } from '../../feed/item.ts';
import { latestChange } from '../formats/latest-change.ts';
import { feedPath, linkTo, type FeedPlace } from '../shell/place.ts';
import type { Page } from '../shell/page.ts';
import { siteEdition, spokenFor } from '../shell/site-edition.ts';
import { feedPage } from './feed-page.ts';
import { exposureOf } from './exposure.ts';
import { olderLink, pagePath } from './older-link.ts';
import { quietPage } from './quiet-page.ts';
import { withPinned } from './reader-page.ts';
import { drawnAt, stillScript } from './still-page.ts';
import { entryList, pinnedSection } from './ticker-markup.ts';

/** A feed as it stood at a time. */
export interface Replay {
  readonly place: FeedPlace;
  /** RFC 3339, UTC. */
  readonly at: string;
  /** Set for a page of older items. */
  readonly before?: string | undefined;
  readonly stood: Snapshot;
  /** The feed at present: who may show it, and where an open page goes on from to learn of takedowns. */
  readonly present: Snapshot;
  /** When the feed's first change came. */
  readonly startedAt: string | undefined;
}

/** The newest items that readers saw then, in the words of then. Nothing on it moves but what is taken down. */
export function replayPage({ place, at, before, stood, present, startedAt }: Replay): Page {
  const { info, items } = stood;
  const pinned = before === undefined ? stood.pinned : null;
  const spoken = spokenFor(info);
  const edition = siteEdition(place, info);
  const shown = withPinned({ ...stood, pinned });
  const page = feedPage({ place, snapshot: stood, keys: keysAmong(shown), startedAt }, shown, {
    path: feedPath(place.feed),
    listed: items,
    head: [h('meta', { name: 'robots', content: 'noindex, nofollow' }), stillScript(place)],
    main: { ...drawnAt(place.feed, present), 'data-at': at },
    replay: {
      at,
      endedAt: latestChange(present.items) ?? startedAt,
      coverage: present.info.coverage,
    },
    column: [
      before !== undefined && newerLink(place, at, info),
      h(
        'div',
        { class: 'lt-feed' },
        pinned !== null && pinnedSection(pinned, edition),
        entryList(items, info, edition),
      ),
      items.length === 0 &&
        h(
          'p',
          { class: 'site-empty', ...spoken.says },
          before === undefined ? spoken.words.pages.empty : spoken.words.pages.nothingOlder,
        ),
      olderLink(place, info, stood.more, at),
    ],
  });
  return { ...page, ...exposureOf(present.info) };
}

/** The way from older items to the newest of that time. */
function newerLink(place: FeedPlace, at: string, info: FeedInfo): Element {
  const { words, lang, says } = spokenFor(info);
  const time = h('time', { datetime: at }, shortDayAndTime(at, lang, info.timezone));
  return h(
    'p',
    { class: 'site-newer', ...says },
    h(
      'a',
      { href: linkTo(place, pagePath(place, { at })), rel: 'nofollow' },
      sentence(words.pages.asItStood, 'time', time),
    ),
  );
}

/** For a time that has not come. */
export function notYetPage(place: FeedPlace, info: FeedInfo): Page {
  const spoken = spokenFor(info);
  const { notYet, newest } = spoken.words.pages;
  return quietPage(
    place,
    400,
    notYet,
    h('a', { href: linkTo(place, feedPath(place.feed)) }, newest),
    spoken,
  );
}

function keysAmong(entries: readonly Entry[]): readonly Entry[] {
  return entries.filter((entry) => !isTombstone(entry) && entry.key);
}
