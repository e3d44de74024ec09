import { anchorOf, timeMarkup, type Edition } from '../feed/entry-markup.ts';
import { isTombstone, type Entry, type Item } from '../feed/item.ts';
import { bodyText } from '../feed/body.ts';
import { h, type Element } from '../feed/markup.ts';
import { firstWords } from './json-ld.ts';

/**
 * The key events, newest first, as a list of links: to the place on this page for those `shown` here,
 * to their own page for others. Hidden while there are none. The template is a row for the page's script.
 */
export function keyEvents(
  entries: readonly Entry[],
  shown: ReadonlySet<string>,
  edition: Edition,
): Element {
  const events = entries.filter((entry): entry is Item => !isTombstone(entry) && entry.key);
  return h(
    'nav',
    { class: 'site-rail', 'aria-labelledby': 'key-events', hidden: events.length === 0 },
    h('h2', { class: 'site-label', id: 'key-events' }, 'Key events'),
    h(
      'ol',
      { role: 'list', class: 'site-keys' },
      events.map((item) =>
        row(
          item,
          shown.has(item.id) ? `#${anchorOf(item.id)}` : edition.itemUrl(item.id),
          timeMarkup(item.postedAt, edition),
        ),
      ),
    ),
    h('template', {}, row(undefined, '', h('time', {}))),
  );
}

function row(item: Item | undefined, href: string, time: Element): Element {
  return h(
    'li',
    { 'data-id': item?.id, class: item?.struck === undefined ? undefined : 'site-struck' },
    h('a', { href }, time, ' ', h('span', {}, item && titleOf(item))),
  );
}

/** An item's headline, or its first words. */
export function titleOf(item: Item): string {
  const words = firstWords(bodyText(item.body), 90);
  return item.headline ?? (words === '' ? (item.image?.alt ?? 'Update') : words);
}
