import { h, type Element } from '../../feed/draw/markup.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import { feedPath, linkTo, type FeedPlace } from '../shell/place.ts';
import { spokenFor } from '../shell/site-edition.ts';

/** The way to the items behind a cursor; none without a cursor. `at`: as they were at that time. */
export function olderLink(
  place: FeedPlace,
  info: FeedInfo,
  cursor: string | null,
  at?: string,
): Element | false {
  if (cursor === null) return false;
  const { words, says } = spokenFor(info);
  return h(
    'p',
    { class: 'site-older', ...says },
    h(
      'a',
      { href: linkTo(place, pagePath(place, { at, before: cursor })), rel: 'nofollow' },
      words.older,
    ),
  );
}

/** Of a page of a feed that shows older items, or items as they were at a time. */
export function pagePath(
  { feed }: FeedPlace,
  { at, before }: { readonly at?: string | undefined; readonly before?: string | undefined },
): string {
  const asked = Object.entries({ at, before }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return `${feedPath(feed)}?${asked.join('&')}`;
}
