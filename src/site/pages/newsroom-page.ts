import { h } from '../../feed/draw/markup.ts';
import type { Page } from '../shell/page.ts';
import { linkTo, type Place } from '../shell/place.ts';

/** The addresses of the newsroom's places (see client/newsroom/places/place.ts). */
export const newsroomPaths = [
  'newsroom',
  'newsroom/feeds/:feed',
  'newsroom/people',
  'newsroom/people/tokens',
  'newsroom/people/audit',
  'newsroom/media',
  'newsroom/settings',
];

/** The empty page in which the newsroom's application runs; `script` is the name of what it begins with. */
export function newsroomPage(place: Place, script: string): Page {
  return {
    status: 200,
    title: 'Newsroom – Dateline',
    lang: 'en',
    framing: { kind: 'nobody' },
    hasManifest: true,
    head: [
      h('meta', { name: 'robots', content: 'noindex' }),
      h('link', { rel: 'manifest', href: linkTo(place, 'newsroom.webmanifest') }),
      h('link', { rel: 'stylesheet', href: linkTo(place, 'assets/newsroom.css') }),
      h('script', { type: 'module', src: linkTo(place, `assets/${script}`) }),
    ],
    body: [
      h('div', { id: 'newsroom' }),
      h('noscript', {}, h('p', {}, 'The newsroom needs JavaScript. The reading pages do not.')),
    ],
  };
}
