import { h, type Element, type Markup } from '../../feed/draw/markup.ts';
import type { PageLanguage } from '../../feed/words/words.ts';
import { feedPath, linkTo, type Place } from '../shell/place.ts';

/**
 * The head of a page that is shown in a frame: its style, and that links open in a tab of their own, because nobody
 * wants to read a whole site in the frame.
 */
export function frameHead(place: Place, ...more: readonly Markup[]): readonly Markup[] {
  return [
    h('base', { target: '_blank' }),
    h('meta', { name: 'robots', content: 'noindex' }),
    h('link', { rel: 'stylesheet', href: linkTo(place, 'assets/item.css') }),
    h('link', { rel: 'stylesheet', href: linkTo(place, 'assets/frame.css') }),
    h('script', { src: linkTo(place, 'assets/frame.js'), defer: true }),
    ...more,
  ];
}

/** Whose news it is, and the way to all of it; without a feed, to all feeds. */
export function frameFoot(place: Place, words: PageLanguage, feed: string | undefined): Element {
  const { publisher } = place.site;
  return h(
    'footer',
    { class: 'frame-foot', lang: words.lang },
    publisher !== undefined &&
      h('a', { class: 'frame-brand', href: publisher.url ?? linkTo(place, '') }, publisher.name),
    h(
      'a',
      { class: 'frame-all', href: linkTo(place, feed === undefined ? 'feeds' : feedPath(feed)) },
      words.pages.fullCoverage,
    ),
  );
}
