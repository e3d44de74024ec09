import { h, type Markup } from '../../feed/draw/markup.ts';
import { linkTo, type Place } from '../shell/place.ts';
import { inEnglish } from '../shell/site-edition.ts';
import type { Spoken } from '../../feed/draw/spoken.ts';

/** The style sheets of every reading page. */
export function styleLinks(place: Place): readonly Markup[] {
  return [
    h('link', { rel: 'stylesheet', href: linkTo(place, 'assets/item.css') }),
    h('link', { rel: 'stylesheet', href: linkTo(place, 'assets/site.css') }),
  ];
}

/** The frame of every page for readers: a link to skip it, the publisher, and the page itself. */
export function framed(
  place: Place,
  main: Markup,
  { words, says }: Spoken = inEnglish,
): readonly Markup[] {
  const { publisher } = place.site;
  return [
    h('a', { class: 'site-skip', href: '#main', ...says }, words.pages.skip),
    h(
      'header',
      { class: 'site-top' },
      publisher !== undefined &&
        h('a', { class: 'site-brand', href: publisher.url ?? linkTo(place, '') }, publisher.name),
      h('a', { class: 'site-all', href: linkTo(place, 'feeds'), ...says }, words.pages.allFeeds),
    ),
    main,
  ];
}
