import { audioMarkup } from './audio-markup.ts';
import { bodyMarkup } from './body-markup.ts';
import { entryDirection } from './direction.ts';
import { headingBeside, laterTimeMarkup, timeMarkup, type Edition } from './edition.ts';
import { isTombstone, type Entry, type Item, type Tombstone } from '../item.ts';
import { picturesOf } from '../pictures.ts';
import { credits, dateline, headline, relatedLinks, remarks } from './item-parts.ts';
import { titleOf } from './item-title.ts';
import { rooted } from './rooted.ts';
import { isStruck } from '../remarks.ts';
import { en } from '../words/en.ts';
import { h, type Element } from './markup.ts';
import { galleryMarkup, imageMarkup } from './picture-markup.ts';

/** Where an entry stands on a page: in the list, or on top as the pinned one. */
export type Place = 'item' | 'pinned';

/** The `id` of an item's element, and so the fragment that leads to it. */
export function anchorOf(id: string, place: Place = 'item'): string {
  return `${place}-${id}`;
}

/** Draws one entry of a feed: the same element for the server's HTML and the ticker's DOM. */
export function entryMarkup(entry: Entry, edition: Edition, place: Place = 'item'): Element {
  return isTombstone(entry)
    ? tombstoneMarkup(entry, edition, place)
    : rooted(itemMarkup(entry, edition, place), edition.root ?? '/');
}

/**
 * Draws what stands in a list's row: the entry, under its day when the row above (none: the list's top)
 * is of another day.
 */
export function rowMarkup(
  entry: Entry,
  above: Entry | undefined,
  edition: Edition,
): readonly Element[] {
  const day = headingBeside(entry.postedAt, above?.postedAt, edition);
  const article = entryMarkup(entry, edition);
  return day === undefined ? [article] : [h('h2', { class: 'lt-day' }, day), article];
}

/**
 * Draws the pinned item, which stands above the list under an anchor of its own: folded to its title, because the news
 * come first. Readers open it.
 */
export function pinnedMarkup(item: Item, edition: Edition): readonly Element[] {
  const { words = en } = edition;
  const title = h('bdi', { lang: item.lang }, titleOf(item, undefined, words));
  return [
    h(
      'details',
      {},
      h(
        'summary',
        { class: 'lt-fold' },
        h('h2', { class: 'lt-pinned-label' }, words.pinned),
        h('span', { class: 'lt-pinned-title' }, title),
      ),
      entryMarkup(item, edition, 'pinned'),
    ),
  ];
}

/** Time and rule stand on the feed's side, whichever way the item's own words run. */
function itemMarkup(item: Item, edition: Edition, place: Place): Element {
  const anchor = anchorOf(item.id, place);
  const dir = entryDirection(item);
  // Who says the direction means all of it.
  const around = item.dir === undefined ? dir : undefined;
  const [lead, ...pictures] = picturesOf(item);
  return h(
    'article',
    {
      id: anchor,
      class: classes(item),
      'data-rev': item.rev,
      'aria-labelledby': `${anchor}-title`,
    },
    dateline(item, edition),
    h(
      'div',
      { class: 'lt-story', lang: item.lang, dir },
      headline(item, edition, anchor, around),
      remarks(item, edition),
      edition.tools?.below(item, edition),
      h(
        isStruck(item) ? 'del' : 'div',
        { class: 'lt-text' },
        lead && imageMarkup(lead),
        item.audio && audioMarkup(item.audio),
        h('div', { class: 'lt-body' }, bodyMarkup(item.body, around)),
        galleryMarkup(pictures, edition),
      ),
      credits(item, edition),
      relatedLinks(item, edition),
    ),
    edition.tools?.end(item),
  );
}

/** What stands where an item was: its time, and when it went. It can have the focus that was in the item. */
export function tombstoneMarkup(entry: Tombstone, edition: Edition, place: Place): Element {
  return h(
    'article',
    { id: anchorOf(entry.id, place), class: 'lt-item lt-removed', tabindex: -1 },
    h('p', { class: 'lt-dateline' }, timeMarkup(entry.postedAt, edition)),
    h(
      'p',
      { class: 'lt-story' },
      `${(edition.words ?? en).removed} `,
      laterTimeMarkup(entry.removedAt, entry.postedAt, edition),
    ),
  );
}

function classes(item: Item): string {
  return [
    'lt-item',
    item.breaking && 'lt-breaking',
    item.key && 'lt-key',
    isStruck(item) && 'lt-struck',
  ]
    .filter((name) => name !== false)
    .join(' ');
}
