import { h } from '../../feed/draw/markup.ts';
import type { Page } from '../../site/shell/page.ts';
import { linkTo, type Place } from '../../site/shell/place.ts';
import type { GuideFiles, Reader } from '../guides/guide-files.ts';
import { docsPage } from './api-page.ts';
import { guideList, readers } from './guide-page.ts';

/** Where documentation begins. */
export function docsStartPage(place: Place, files: GuideFiles): Page {
  const entry = (path: string, title: string, words: string) =>
    h('li', {}, h('a', { href: linkTo(place, path) }, title), h('p', {}, words));
  return docsPage(place, 'Documentation', [
    h('h1', { class: 'site-name' }, 'Documentation'),
    ...(Object.keys(readers) as Reader[]).map((reader) => {
      const [title, words] = readers[reader];
      return h(
        'section',
        { class: 'guide-reader', 'aria-labelledby': reader },
        h('h2', { id: reader }, title),
        h('p', {}, words),
        guideList(place, files, reader),
      );
    }),
    h(
      'section',
      { class: 'guide-reader', 'aria-labelledby': 'programs' },
      h('h2', { id: 'programs' }, 'Programs'),
      h(
        'ul',
        { class: 'api-start' },
        entry(
          'api/docs',
          'API',
          'Every call: what it takes, what it answers, and a line for a terminal.',
        ),
        entry(
          'api/v1/openapi.json',
          'OpenAPI 3.1',
          'The same for programs, and for what makes programs.',
        ),
        entry('api/v1/asyncapi.json', 'AsyncAPI 3', 'Sockets and streams, for programs.'),
        entry('feeds', 'Feeds', 'The page of each leads to the code that shows it on your site.'),
      ),
    ),
  ]);
}
