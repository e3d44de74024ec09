import { h, type Markup } from '../feed/markup.ts';
import { framed, styleLinks } from './frame-markup.ts';
import type { Page } from './page.ts';

/** A page that says one thing: that something is not there, or cannot be shown now. */
export function quietPage(status: Page['status'], title: string, words: Markup): Page {
  return {
    status,
    title: `${title} – Dateline`,
    lang: 'en',
    framing: { kind: 'nobody' },
    head: [...styleLinks(), h('meta', { name: 'robots', content: 'noindex' })],
    body: framed(
      h(
        'main',
        { id: 'main', class: 'site-single' },
        h('h1', { class: 'site-quiet' }, title),
        h('p', { class: 'site-quiet-words' }, words),
        h('p', { class: 'site-back' }, h('a', { href: '/' }, 'All feeds')),
      ),
    ),
  };
}

export function unknownFeedPage(feed: string): Page {
  return quietPage(404, 'No such feed', `There is no feed “${feed}” here.`);
}

export function unknownItemPage(): Page {
  return quietPage(404, 'No such item', 'There is no such item in this feed.');
}
