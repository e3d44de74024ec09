import { h, type Markup } from '../feed/markup.ts';

/** The style sheets of every reading page. */
export function styleLinks(): readonly Markup[] {
  return [
    h('link', { rel: 'stylesheet', href: '/assets/item.css' }),
    h('link', { rel: 'stylesheet', href: '/assets/site.css' }),
  ];
}

/** What stands around every reading page: the way past the frame, the name of the house, the page, the foot. */
export function framed(main: Markup): readonly Markup[] {
  return [
    h('a', { class: 'site-skip', href: '#main' }, 'Skip to the content'),
    h(
      'header',
      { class: 'site-top' },
      h('a', { class: 'site-brand', href: '/' }, 'Dateline'),
      h('a', { class: 'site-desk', href: '/newsroom', rel: 'nofollow' }, 'Newsroom'),
    ),
    main,
  ];
}
