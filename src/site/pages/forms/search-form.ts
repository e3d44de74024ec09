import { h, type Element } from '../../../feed/draw/markup.ts';
import type { FeedInfo } from '../../../feed/feed-info.ts';
import { feedPath, linkTo, type FeedPlace } from '../../shell/place.ts';
import { spokenFor } from '../../shell/site-edition.ts';

/** The page of what is found in a feed, below the site's root. */
export function searchPath(feed: string): string {
  return `${feedPath(feed)}/search`;
}

/** A field for words, which needs no script. `typed`: what was searched for. */
export function searchForm(place: FeedPlace, info: FeedInfo, typed = ''): Element {
  const { words, says } = spokenFor(info);
  const { search } = words.pages;
  return h(
    'form',
    {
      class: 'site-search',
      role: 'search',
      action: linkTo(place, searchPath(place.feed)),
      ...says,
    },
    h('input', {
      type: 'search',
      name: 'q',
      value: typed,
      maxlength: 200,
      dir: 'auto',
      required: true,
      'aria-label': search,
    }),
    h('button', {}, search),
  );
}
