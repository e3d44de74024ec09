import { shortDayAndTime } from '../../feed/draw/clock-time.ts';
import { feedDirection } from '../../feed/draw/direction.ts';
import { anchorOf } from '../../feed/draw/entry-markup.ts';
import { h, type Element, type Markup } from '../../feed/draw/markup.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import type { Snapshot } from '../../feed/snapshot.ts';
import type { SearchPage, SearchPiece, SearchResult } from '../../feed/messages.ts';
import { framed, styleLinks } from '../pages/frame-markup.ts';
import { exposureOf } from '../pages/exposure.ts';
import { backLink } from '../pages/item-page.ts';
import { searchForm, searchPath } from '../pages/forms/search-form.ts';
import { drawnAt, stillScript } from '../pages/still-page.ts';
import type { Page } from '../shell/page.ts';
import { itemPath, linkTo, type FeedPlace } from '../shell/place.ts';
import { spokenFor } from '../shell/site-edition.ts';

/** What a page of a search shows. */
export interface SearchView {
  readonly place: FeedPlace;
  /** The feed where it stood when it was searched, or before. */
  readonly snapshot: Snapshot;
  readonly typed: string;
  /** What was found; `unusable`: there was too little or too much to search for; undefined: nothing was asked. */
  readonly found: SearchPage | 'unusable' | undefined;
}

/** A field for words, and the items of a feed that have them, the newest first. What is taken down leaves the open page. */
export function searchPage({ place, snapshot, typed, found }: SearchView): Page {
  const { info } = snapshot;
  const { words, says } = spokenFor(info);
  return {
    status: found === 'unusable' ? 400 : 200,
    title: `${words.pages.search} – ${info.title}`,
    lang: info.lang,
    dir: feedDirection(info),
    ...exposureOf(info),
    publicUrl: place.site.publicUrl,
    head: [
      ...styleLinks(place),
      h('meta', { name: 'robots', content: 'noindex, follow' }),
      stillScript(place),
    ],
    body: framed(
      place,
      h(
        'main',
        {
          id: 'main',
          class: 'site-searched',
          'data-zone': info.timezone,
          ...drawnAt(place.feed, snapshot),
        },
        backLink(place, info),
        h('h1', { class: 'site-hidden', ...says }, words.pages.search),
        searchForm(place, info, typed),
        found === 'unusable' && note(words.pages.searchWords, says),
        found !== undefined && found !== 'unusable' && foundItems(place, info, typed, found),
      ),
      spokenFor(info),
    ),
  };
}

function foundItems(place: FeedPlace, info: FeedInfo, typed: string, found: SearchPage): Markup[] {
  const { words, says } = spokenFor(info);
  const { results, next, complete } = found;
  const older =
    next !== null &&
    `${searchPath(place.feed)}?${new URLSearchParams({ q: typed, before: next }).toString()}`;
  return [
    ...(complete ? [] : [note(words.pages.searchPartly, says)]),
    ...(results.length === 0 && next === null ? [note(words.pages.searchNone, says)] : []),
    h(
      'div',
      { class: 'lt-feed', lang: info.lang, dir: feedDirection(info) },
      results.map((result) => foundItem(place, info, result)),
    ),
    ...(older === false
      ? []
      : [
          h(
            'p',
            { class: 'site-older', ...says },
            h('a', { href: linkTo(place, older), rel: 'nofollow' }, words.older),
          ),
        ]),
  ];
}

/** Drawn as an item is named, so that the page's script finds it when it is taken down. */
function foundItem(place: FeedPlace, info: FeedInfo, result: SearchResult): Element {
  const { words, lang } = spokenFor(info);
  const href = linkTo(place, itemPath(place.feed, result.id));
  const { at, headline, snippet, struck } = result;
  // What has no headline is named by its text.
  const name = headline ?? snippet;
  const written = { lang: result.lang, dir: result.dir ?? 'auto' };
  return h(
    'article',
    { id: anchorOf(result.id), class: 'site-found' },
    h(
      'p',
      { class: 'site-found-at' },
      h(
        'a',
        { class: 'lt-permalink', href },
        h('time', { datetime: at }, shortDayAndTime(at, lang, info.timezone)),
      ),
      struck === true && h('span', {}, words.remarks.strike),
    ),
    h(
      'h2',
      { class: 'site-found-headline', ...written },
      h('a', { href }, name.length === 0 ? words.update : marked(name)),
    ),
    headline !== undefined && h('p', { class: 'site-found-text', ...written }, marked(snippet)),
  );
}

function marked(pieces: readonly SearchPiece[]): readonly Markup[] {
  return pieces.map(({ text, isHit }) => (isHit === true ? h('mark', {}, text) : text));
}

function note(text: string, says: Readonly<Record<string, string>>): Element {
  return h('p', { class: 'site-empty', role: 'status', ...says }, text);
}
