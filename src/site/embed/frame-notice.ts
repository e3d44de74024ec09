import { h, type Markup } from '../../feed/draw/markup.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import { english, wordsFor } from '../../feed/words/languages.ts';
import type { PageLanguage } from '../../feed/words/words.ts';
import { exposureOf } from '../pages/exposure.ts';
import type { Framing, Page } from '../shell/page.ts';
import type { FeedPlace, Place } from '../shell/place.ts';
import { frameFoot, frameHead } from './frame-markup.ts';

/**
 * A site that is not on the feed's list: a sentence for its readers and one for who runs it, and nothing of the feed.
 * Everybody may frame it, or the sentence would reach nobody. `site` is the host of an address, so it holds no markup.
 */
export function refusedNotice(place: FeedPlace, info: FeedInfo, site: string): Page {
  const words = wordsFor(info.lang);
  const [before = '', after = ''] = words.pages.askToAdd.split('{site}');
  return notice(place, words, place.feed, {
    status: 403,
    framing: { kind: 'anyone' },
    title: words.pages.notShownHere,
    more: [before, h('bdi', {}, h('b', {}, site)), after],
  });
}

/** Nobody's list is known, so everybody may frame it. */
export function noFeedNotice(place: Place, lang: string | undefined): Page {
  const words = lang === undefined ? english : wordsFor(lang);
  const framing = { kind: 'anyone' } as const;
  return notice(place, words, undefined, { status: 404, framing, title: words.pages.noFeedHere });
}

export function noItemNotice(place: FeedPlace, info: FeedInfo): Page {
  const words = wordsFor(info.lang);
  return notice(place, words, place.feed, {
    status: 404,
    ...exposureOf(info),
    title: words.pages.noItemHere,
  });
}

/** An item that was taken down. */
export function removedNotice(place: FeedPlace, info: FeedInfo): Page {
  const words = wordsFor(info.lang);
  return notice(place, words, place.feed, {
    status: 410,
    ...exposureOf(info),
    title: words.removed,
  });
}

interface Said {
  readonly status: Page['status'];
  readonly framing: Framing;
  readonly title: string;
  readonly more?: readonly Markup[];
}

function notice(place: Place, words: PageLanguage, feed: string | undefined, said: Said): Page {
  return {
    status: said.status,
    title: said.title,
    lang: words.lang,
    framing: said.framing,
    publicUrl: place.site.publicUrl,
    head: frameHead(place),
    body: [
      h(
        'main',
        { class: 'frame frame-notice', 'aria-labelledby': 'title' },
        h('h1', { id: 'title' }, said.title),
        said.more !== undefined && h('p', {}, said.more),
      ),
      frameFoot(place, words, feed),
    ],
  };
}
