import { isTombstone, type Entry, type Item } from '../item.ts';
import { isStruck } from '../remarks.ts';
import { en } from '../words/en.ts';
import type { Words } from '../words/words.ts';
import { entryDirection } from './direction.ts';
import { dateBeside, timeMarkup, type Edition } from './edition.ts';
import { titleOf } from './item-title.ts';
import { h, type Element } from './markup.ts';
import type { Spoken } from './spoken.ts';

/** A row of the list of key events: an event, or the place of one that was taken down while the page was open. */
export type KeyRow =
  | {
      readonly kind: 'event';
      readonly id: string;
      readonly postedAt: string;
      readonly title: string;
      readonly lang: string | undefined;
      readonly dir: string | undefined;
      readonly isStruck: boolean;
    }
  | { readonly kind: 'gone'; readonly id: string; readonly postedAt: string };

/** Where the link of an item leads. */
export type LinkOf = (id: string) => string;

export function keyRowOf(item: Item, words?: Words): KeyRow {
  const { id, postedAt, lang } = item;
  const dir = entryDirection(item);
  return {
    kind: 'event',
    id,
    postedAt,
    title: titleOf(item, undefined, words),
    lang,
    dir,
    isStruck: isStruck(item),
  };
}

/** How many key events there are, beside their name. */
export function keyCount(count: number, lang: string): string {
  return new Intl.NumberFormat(lang).format(count);
}

/** The key events among the entries, newest first, as a list of links that unfolds. Hidden while there are none. */
export function keyEvents(
  entries: readonly Entry[],
  linkOf: LinkOf,
  edition: Edition,
  { words, says }: Spoken,
): Element {
  const events = entries.filter((entry): entry is Item => !isTombstone(entry) && entry.key);
  return h(
    'details',
    { class: 'site-tool' },
    h(
      'summary',
      {},
      h('h2', { class: 'site-label', id: 'key-events', ...says }, words.pages.keyEvents),
      ' ',
      h('span', { class: 'site-count' }, keyCount(events.length, words.lang)),
    ),
    h(
      'nav',
      { class: 'site-rail', 'aria-labelledby': 'key-events', hidden: events.length === 0 },
      h(
        'ol',
        { role: 'list', class: 'site-keys' },
        keyRowsMarkup(
          events.map((item) => keyRowOf(item, edition.words)),
          linkOf,
          edition,
        ),
      ),
      // For page scripts from before the rows were drawn here: they make theirs of it.
      h('template', {}, h('li', {}, dateLine(undefined), link('', h('time', {})))),
    ),
  );
}

/** The rows, newest first, each under its date where the one above is of another day. */
export function keyRowsMarkup(
  rows: readonly KeyRow[],
  linkOf: LinkOf,
  edition: Edition,
): readonly Element[] {
  return rows.map((row, index) => {
    const date = dateLine(dateBeside(row.postedAt, rows[index - 1]?.postedAt, edition));
    if (row.kind === 'gone') {
      const { removed } = edition.words ?? en;
      const words = h('p', { class: 'site-gone', tabindex: -1 }, removed);
      return h('li', { 'data-id': row.id, 'data-at': row.postedAt }, date, words);
    }
    const { id, postedAt, title, lang, dir } = row;
    return h(
      'li',
      { 'data-id': id, class: row.isStruck ? 'site-struck' : undefined },
      date,
      link(linkOf(id), timeMarkup(postedAt, edition), { title, lang, dir }),
    );
  });
}

function dateLine(date: string | undefined): Element {
  return h('p', { class: 'site-date', hidden: date === undefined }, date);
}

interface LinkText {
  readonly title?: string;
  readonly lang?: string | undefined;
  readonly dir?: string | undefined;
}

function link(href: string, time: Element, { title, lang, dir }: LinkText = {}): Element {
  return h('a', { href }, time, ' ', h('span', { lang, dir }, title));
}
