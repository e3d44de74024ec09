import { bodyMarkup } from './body-markup.ts';
import { bodyText } from './body.ts';
import { isTombstone, type Entry, type Image, type Item, type Tombstone } from './item.ts';
import { h, isSafeUrl, type Element } from './markup.ts';

/** How times and addresses are written for whoever reads: the reader's zone in a browser, the newsroom's on a server. */
export interface Edition {
  /** Clock time as text ("19:04"), and the exact time with its zone's name. */
  readonly time: (at: string) => { readonly text: string; readonly exact: string };
  /** The day of a time ("Monday, 23 November"), for the headings between days. */
  readonly day?: (at: string) => string;
  /** Where an item lives on the web. */
  readonly itemUrl: (id: string) => string;
}

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
    : itemMarkup(entry, edition, place);
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
  const day = edition.day?.(entry.postedAt);
  const dayAbove = above && edition.day?.(above.postedAt);
  const heading = day !== undefined && day !== dayAbove;
  const article = entryMarkup(entry, edition);
  return heading ? [h('h2', { class: 'lt-day' }, day), article] : [article];
}

/** Draws the pinned item, which stands above the list under an anchor of its own. */
export function pinnedMarkup(item: Item, edition: Edition): readonly Element[] {
  return [h('h2', { class: 'lt-pinned-label' }, 'Pinned'), entryMarkup(item, edition, 'pinned')];
}

function itemMarkup(item: Item, edition: Edition, place: Place): Element {
  const anchor = anchorOf(item.id, place);
  const text = item.struck === undefined ? 'div' : 'del';
  return h(
    'article',
    {
      id: anchor,
      class: classes(item),
      lang: item.lang,
      dir: item.dir,
      'data-rev': item.rev,
      'aria-labelledby': `${anchor}-title`,
    },
    dateline(item, edition),
    h(
      'div',
      { class: 'lt-story' },
      headline(item, edition, anchor),
      remark(item, edition),
      h(
        text,
        { class: 'lt-text' },
        item.image !== undefined && imageMarkup(item.image),
        h('div', { class: 'lt-body' }, bodyMarkup(item.body)),
      ),
      credits(item),
    ),
  );
}

/** What stands where an item was: its time, and when it went. */
function tombstoneMarkup(entry: Tombstone, edition: Edition, place: Place): Element {
  return h(
    'article',
    { id: anchorOf(entry.id, place), class: 'lt-item lt-removed' },
    h('p', { class: 'lt-dateline' }, timeMarkup(entry.postedAt, edition)),
    h('p', { class: 'lt-story' }, 'Removed ', timeMarkup(entry.removedAt, edition)),
  );
}

function classes(item: Item): string {
  return [
    'lt-item',
    item.breaking && 'lt-breaking',
    item.key && 'lt-key',
    item.struck !== undefined && 'lt-struck',
  ]
    .filter((name) => name !== false)
    .join(' ');
}

function dateline(item: Item, edition: Edition): Element {
  return h(
    'p',
    { class: 'lt-dateline' },
    h(
      'a',
      { class: 'lt-permalink', href: edition.itemUrl(item.id) },
      timeMarkup(item.postedAt, edition),
    ),
    item.key && h('span', { class: 'lt-mark' }, 'Key event'),
    item.rev > 1 &&
      item.corrected === undefined &&
      item.struck === undefined &&
      h('span', { class: 'lt-mark' }, 'Edited ', timeMarkup(item.updatedAt, edition)),
  );
}

function headline(item: Item, edition: Edition, anchor: string): Element {
  return h(
    'h3',
    { class: 'lt-headline', id: `${anchor}-title`, tabindex: -1 },
    item.breaking && h('strong', { class: 'lt-label' }, 'Breaking'),
    item.breaking && ' ',
    item.headline === undefined
      ? h(
          'span',
          { class: 'lt-untitled' },
          opening(item) ?? `Update, ${edition.time(item.postedAt).text}`,
        )
      : h(item.struck === undefined ? 'span' : 's', {}, item.headline),
  );
}

/** The first words of an item without a headline, so that its heading says something to who cannot see the rest. */
function opening(item: Item): string | undefined {
  const words = bodyText(item.body).split(/\s+/).filter(Boolean);
  if (words.length === 0) return item.image?.alt;
  return words.length > 12 ? `${words.slice(0, 12).join(' ')} …` : words.join(' ');
}

function remark(item: Item, edition: Edition): Element | false {
  if (item.struck !== undefined) {
    return h(
      'p',
      { class: 'lt-remark lt-remark-struck' },
      h('strong', {}, 'Withdrawn ', timeMarkup(item.struck.at, edition)),
      ` — ${item.struck.note}`,
    );
  }
  if (item.corrected === undefined) return false;
  return h(
    'p',
    { class: 'lt-remark' },
    h('strong', {}, 'Corrected ', timeMarkup(item.corrected.at, edition)),
    ` — ${item.corrected.note}`,
  );
}

function imageMarkup(image: Image): Element | false {
  if (!isSafeUrl(image.url)) return false;
  return h(
    'figure',
    { class: 'lt-figure' },
    h('img', {
      src: image.url,
      alt: image.alt,
      width: image.width,
      height: image.height,
      loading: 'lazy',
    }),
    (image.caption !== undefined || image.credit !== undefined) &&
      h(
        'figcaption',
        {},
        image.caption,
        image.credit !== undefined && h('span', { class: 'lt-credit' }, ` ${image.credit}`),
      ),
  );
}

function credits(item: Item): Element | false {
  if (item.bylines.length === 0 && item.link === undefined) return false;
  return h(
    'p',
    { class: 'lt-credits' },
    item.bylines.length > 0 && h('span', { class: 'lt-byline' }, item.bylines.join(', ')),
    item.link !== undefined &&
      isSafeUrl(item.link) &&
      h('a', { class: 'lt-link', href: item.link }, 'Full story'),
  );
}

/** A time element: the text for the eye, the exact time on asking, the instant for machines. */
export function timeMarkup(at: string, edition: Edition): Element {
  const { text, exact } = edition.time(at);
  return h('time', { datetime: at, title: exact }, text);
}
