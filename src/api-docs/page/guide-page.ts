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
  const pictureAt = (href: string) => {
    const found = files.picture(guide, href);
    if (found === undefined) return undefined;
    const { src, still } = found;
    return { ...found, src: linkTo(place, src), still: still && linkTo(place, still) };
  };
  return docsPage(place, guide.title, [
    h('p', { class: 'guide-up' }, h('a', { href: linkTo(place, 'docs') }, 'Documentation')),
    h('div', { class: 'guide' }, drawnGuide(guide.text, target, pictureAt)),
    h(
      'nav',
      { class: 'guide-more', 'aria-label': readers[guide.reader][0] },
      h('h2', {}, readers[guide.reader][0]),
      guideList(place, files, guide.reader, guide),
    ),
  ]);
}

/** Where there are many of a kind, they are folded away: by the folder that they are in. */
const folded: Readonly<Record<string, string>> = {
  'operators/run-books': 'Run books, one for each alert',
  decisions: 'Decisions, each with its reason and what was refused',
};

/** Links to the documents for a reader. */
export function guideList(place: Place, files: GuideFiles, reader: Reader, here?: Guide): Markup {
  const own = [...files.guides.values()].filter((guide) => guide.reader === reader);
  const list = (guides: readonly Guide[]) => linkList(place, guides, here);
  return h(
    'div',
    {},
    list(own.filter((guide) => folded[folderOf(guide)] === undefined)),
    Object.entries(folded).map(([folder, title]) => {
      const inside = own.filter((guide) => folderOf(guide) === folder);
      if (inside.length === 0) return undefined;
      const isHere = here !== undefined && inside.includes(here);
      return h('details', { open: isHere }, h('summary', {}, title), list(inside));
    }),
  );
}

function folderOf({ path }: Guide): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function linkList(place: Place, guides: readonly Guide[], here: Guide | undefined): Markup {
  return h(
    'ul',
    {},
    guides.map((guide) =>
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
