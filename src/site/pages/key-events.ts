import { entryDirection } from '../../feed/draw/direction.ts';
import { dateBeside, timeMarkup, type Edition } from '../../feed/draw/edition.ts';
import { anchorOf } from '../../feed/draw/entry-markup.ts';
import { isTombstone, type Entry, type Item } from '../../feed/item.ts';
import { isStruck } from '../../feed/remarks.ts';
import { h, type Element } from '../../feed/draw/markup.ts';
import { titleOf } from '../../feed/draw/item-title.ts';

/**
 * The key events, newest first, as a list of links: to the place on this page for those `shown` here,
 * to their own page for others, each under its date where the one above is of another day. Hidden while there are
 * none. The template is a row for the page's script.
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
      events.map((item, index) =>
        row({
          item,
          href: shown.has(item.id) ? `#${anchorOf(item.id)}` : edition.itemUrl(item.id),
          date: dateBeside(item.postedAt, events[index - 1]?.postedAt, edition),
          time: timeMarkup(item.postedAt, edition),
          words: edition.words,
        }),
      ),
    ),
    h('template', {}, row({ href: '', time: h('time', {}) })),
  );
}

interface Row extends Pick<Edition, 'words'> {
  readonly item?: Item;
  readonly href: string;
  readonly date?: string;
  readonly time: Element;
}

function row({ item, href, date, time, words }: Row): Element {
  const dir = item && entryDirection(item);
  return h(
    'li',
    {
      'data-id': item?.id,
      class: item !== undefined && isStruck(item) ? 'site-struck' : undefined,
    },
    h('p', { class: 'site-date', hidden: date === undefined }, date),
    h(
      'a',
      { href },
      time,
      ' ',
      h('span', { lang: item?.lang, dir }, item && titleOf(item, undefined, words)),
    ),
  );
}
