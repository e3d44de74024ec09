import { h, type Markup } from '../../feed/draw/markup.ts';
import type { Page } from '../../site/shell/page.ts';
import { linkTo, type Place } from '../../site/shell/place.ts';
import { drawnGuide } from '../guides/drawn-guide.ts';
import type { Guide, GuideFiles, Reader } from '../guides/guide-files.ts';
import { docsPage } from './api-page.ts';

/** Whom documents are for, in the order of the page on which they begin, and what is said of them. */
export const readers: Readonly<Record<Reader, readonly [title: string, words: string]>> = {
  editors: ['Editors', 'A day with it: publish, correct, take down, approve; keys.'],
  embedders: ['Sites that embed it', 'The ticker on your pages, in every way there is.'],
  operators: ['Operators', 'Install, scale, watch, back up, upgrade; a run book for each alert.'],
  developers: ['Developers', 'Where things are, how they are written, and why.'],
  reference: ['Reference', 'What may be relied on.'],
};

/** A document, with the others for the same reader beside it. */
export function guidePage(place: Place, guide: Guide, files: GuideFiles): Page {
  const target = (href: string) => {
    const found = files.target(guide, href);
    return found?.startsWith('docs/') === true ? linkTo(place, found) : found;
  };
  return docsPage(place, guide.title, [
    h('p', { class: 'guide-up' }, h('a', { href: linkTo(place, 'docs') }, 'Documentation')),
    h('div', { class: 'guide' }, drawnGuide(guide.text, target)),
    h(
      'nav',
      { class: 'guide-more', 'aria-label': readers[guide.reader][0] },
      h('h2', {}, readers[guide.reader][0]),
      guideList(place, files, guide.reader, guide),
    ),
  ]);
}

/** Links to the documents for a reader. */
export function guideList(place: Place, files: GuideFiles, reader: Reader, here?: Guide): Markup {
  const own = [...files.guides.values()].filter((guide) => guide.reader === reader);
  return h(
    'ul',
    {},
    own.map((guide) =>
      h(
        'li',
        {},
        guide === here
          ? h('span', { 'aria-current': 'page' }, guide.title)
          : h('a', { href: linkTo(place, `docs/${guide.path}`) }, guide.title),
      ),
    ),
  );
}
