import { h, type Markup } from '../../feed/draw/markup.ts';
import { framed, styleLinks } from './frame-markup.ts';
import type { Page } from '../shell/page.ts';
import { linkTo, type FeedPlace, type Place } from '../shell/place.ts';

/** A short page: something does not exist, or cannot be shown now. */
export function quietPage(
  place: Place,
  status: Page['status'],
  title: string,
  words: Markup,
): Page {
  const { publisher } = place.site;
  return {
    status,
    title: publisher === undefined ? title : `${title} – ${publisher.name}`,
    lang: 'en',
    framing: { kind: 'anyone' },
    head: [...styleLinks(place), h('meta', { name: 'robots', content: 'noindex' })],
    body: framed(
      place,
      h(
        'main',
        { id: 'main', class: 'site-single' },
        h('h1', { class: 'site-quiet' }, title),
        h('p', { class: 'site-quiet-words' }, words),
        h('p', { class: 'site-back' }, h('a', { href: linkTo(place, 'feeds') }, 'All feeds')),
      ),
    ),
  };
}

export function unknownFeedPage(place: FeedPlace): Page {
  const { feed } = place;
  return quietPage(place, 404, 'No such feed', `There is no feed “${feed}” here.`);
}

export function unknownItemPage(place: Place): Page {
  return quietPage(place, 404, 'No such item', 'There is no such item in this feed.');
}
