import type { FeedInfo } from '../../feed/feed-info.ts';
import { h, type Element } from '../../feed/draw/markup.ts';
import { cardTags } from '../formats/card-tags.ts';
import { coverageState } from '../../feed/draw/feed-head-markup.ts';
import { framed, styleLinks } from './frame-markup.ts';
import type { Page } from '../shell/page.ts';
import { inEnglish } from '../shell/site-edition.ts';
import { feedPath, linkTo, publicLink, type Place } from '../shell/place.ts';

export const feedsPerPage = 100;

/** The public feeds by their address; `number` is the page's, from 1. */
export function feedsPage(
  place: Place,
  feeds: readonly { readonly feed: string; readonly info: FeedInfo }[],
  number: number,
  hasMore: boolean,
): Page {
  const path = number === 1 ? 'feeds' : `feeds?page=${number}`;
  return {
    status: 200,
    title: 'All feeds',
    lang: 'en',
    framing: { kind: 'nobody' },
    head: [
      ...styleLinks(place),
      ...cardTags({
        type: 'website',
        title: 'All feeds',
        url: publicLink(place, path),
        siteName: place.site.publisher?.name,
      }),
    ],
    body: framed(
      place,
      h(
        'main',
        { id: 'main', class: 'site-start' },
        h('h1', { class: 'site-name' }, 'All feeds'),
        feeds.length === 0 && h('p', { class: 'site-empty' }, 'There is no public feed yet.'),
        h(
          'section',
          { class: 'site-feeds' },
          h(
            'ul',
            { role: 'list' },
            feeds.map(({ feed, info }) =>
              h(
                'li',
                {},
                h(
                  'a',
                  { href: linkTo(place, feedPath(feed)), lang: info.lang, dir: 'auto' },
                  info.title,
                ),
                h('div', { class: 'site-facts' }, coverageState(info, inEnglish)),
              ),
            ),
          ),
        ),
        h(
          'p',
          { class: 'site-older' },
          number > 1 && pageLink(place, number - 1, 'Earlier in the list'),
          number > 1 && hasMore && ' ',
          hasMore && pageLink(place, number + 1, 'More feeds'),
        ),
      ),
    ),
  };
}

function pageLink(place: Place, number: number, words: string): Element {
  return h('a', { href: linkTo(place, number === 1 ? 'feeds' : `feeds?page=${number}`) }, words);
}
