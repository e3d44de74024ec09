import { h, type Element } from '../../feed/draw/markup.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import { cardTags } from '../formats/card-tags.ts';
import { coverageState } from '../../feed/draw/feed-head-markup.ts';
import { framed, styleLinks } from './frame-markup.ts';
import type { Page } from '../shell/page.ts';
import { feedPath, linkTo, publicLink, type Place } from '../shell/place.ts';
import { dayAndTime } from '../../feed/draw/clock-time.ts';
import { inEnglish } from '../shell/site-edition.ts';
import { firstSteps } from './first-steps.ts';

/** A feed in the list of the start page. */
export interface ListedFeed {
  readonly feed: string;
  readonly info: FeedInfo;
  /** When its items last changed (RFC 3339); undefined without items. */
  readonly updatedAt: string | undefined;
}

const words = 'Live news feeds, from the newsroom to every reader.';

/** The start page: the feeds, and the first steps on a new server. `more`: the number of feeds that are not listed. */
export function startPage(
  place: Place,
  address: string,
  feeds: readonly ListedFeed[],
  more = 0,
): Page {
  const { publisher } = place.site;
  const name = publisher?.name ?? 'Dateline';
  return {
    status: 200,
    title: name,
    lang: 'en',
    framing: { kind: 'nobody' },
    head: [
      ...styleLinks(place),
      ...cardTags({
        type: 'website',
        title: name,
        url: publicLink(place, ''),
        siteName: publisher?.name,
        description: words,
      }),
    ],
    body: framed(
      place,
      h(
        'main',
        { id: 'main', class: 'site-start' },
        h('h1', { class: 'site-name' }, name),
        h('p', { class: 'site-standfirst' }, words),
        feeds.length > 0 && feedList(place, feeds, more),
        // Readers of a publisher need no instructions; somebody who has just started a server does.
        place.site.isRelay !== true &&
          (publisher === undefined || feeds.length === 0) &&
          firstSteps(place, address, feeds[0]?.feed),
      ),
    ),
  };
}

function feedList(place: Place, feeds: readonly ListedFeed[], more: number): Element {
  return h(
    'section',
    { class: 'site-feeds', 'aria-labelledby': 'feeds' },
    h('h2', { class: 'site-label', id: 'feeds' }, 'Feeds'),
    h(
      'ul',
      { role: 'list' },
      feeds.map(({ feed, info, updatedAt }) =>
        h(
          'li',
          {},
          h('a', { href: linkTo(place, feedPath(feed)), lang: info.lang, dir: 'auto' }, info.title),
          h(
            'div',
            { class: 'site-facts' },
            coverageState(info, inEnglish),
            updatedAt !== undefined &&
              h(
                'time',
                { datetime: updatedAt },
                dayAndTime(updatedAt, 'en-GB', info.timezone),
                ` (${info.timezone})`,
              ),
          ),
        ),
      ),
    ),
    more > 0 &&
      h(
        'p',
        { class: 'site-facts' },
        h('a', { href: linkTo(place, 'feeds') }, `All feeds: ${more} more`),
      ),
  );
}
