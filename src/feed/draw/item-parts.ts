import { bylinesOf, type Byline } from '../byline.ts';
import { foreignDirection, type Direction } from './direction.ts';
import { laterTimeMarkup, timeMarkup, type Edition } from './edition.ts';
import type { Item } from '../item.ts';
import { h, isSafeUrl, type Element } from './markup.ts';
import { openingOf } from './item-title.ts';
import type { RemarkKind } from '../change-kinds.ts';
import { isStruck, remarksOf } from '../remarks.ts';
import { en } from '../words/en.ts';
import { counted, type Words } from '../words/words.ts';

/** An item's time, which leads to the item, and what is said of it beside. */
export function dateline(item: Item, edition: Edition): Element {
  const { words = en } = edition;
  return h(
    'p',
    { class: 'lt-dateline' },
    h(
      'a',
      { class: 'lt-permalink', href: edition.itemUrl(item.id) },
      timeMarkup(item.postedAt, edition),
    ),
    item.key && h('span', { class: 'lt-mark' }, words.keyEvent),
    item.minutes !== undefined &&
      h('span', { class: 'lt-mark' }, counted(words, words.minutes, item.minutes)),
    item.rev > 1 &&
      remarksOf(item).length === 0 &&
      h(
        'span',
        { class: 'lt-mark' },
        `${words.edited} `,
        laterTimeMarkup(item.updatedAt, item.postedAt, edition),
      ),
    edition.tools?.beside(item),
  );
}

/** An item's heading. One without a headline says its opening to who cannot see the rest. */
export function headline(
  item: Item,
  edition: Edition,
  anchor: string,
  around: Direction | undefined,
): Element {
  const { words = en } = edition;
  const { headline: text } = item;
  return h(
    'h3',
    {
      class: 'lt-headline',
      id: `${anchor}-title`,
      tabindex: -1,
      dir: text && foreignDirection(text, around),
    },
    item.breaking && h('strong', { class: 'lt-label' }, words.breaking),
    item.breaking && ' ',
    text === undefined
      ? h(
          'span',
          { class: 'lt-untitled' },
          openingOf(item) ?? `${words.update}, ${edition.time(item.postedAt).text}`,
        )
      : h(isStruck(item) ? 's' : 'span', {}, text),
  );
}

/** What people read of a kind of remark; of one that a later version made, only that there is a note. */
export function remarkName(kind: RemarkKind, words: Words = en): string {
  return words.remarks[kind] ?? words.note;
}

/** An item's public remarks, oldest first. */
export function remarks(item: Item, edition: Edition): readonly Element[] {
  return remarksOf(item).map(({ kind, at, note }) =>
    h(
      'p',
      { class: kind === 'strike' ? 'lt-remark lt-remark-struck' : 'lt-remark' },
      h(
        'strong',
        { ...edition.tools?.remark(item) },
        remarkName(kind, edition.words),
        ' ',
        laterTimeMarkup(at, item.postedAt, edition),
      ),
      ' — ',
      h('bdi', {}, note),
    ),
  );
}

/** A name by itself; with a role or a portrait they stand together. */
function writer(byline: Byline): Element {
  if (typeof byline === 'string') return h('bdi', {}, byline);
  const { name, role, picture = '', url = '' } = byline;
  const named = h('bdi', {}, name);
  return h(
    'span',
    { class: 'lt-by' },
    // What is not there yet has its room.
    isSafeUrl(picture) &&
      h('img', { loading: 'lazy', src: picture, alt: '', width: 32, height: 32 }),
    h('b', {}, isSafeUrl(url) ? h('a', { href: url }, named) : named),
    role !== undefined && [', ', h('bdi', {}, role)],
  );
}

/** Who wrote an item, each name by itself, and where the full story is. */
export function credits(item: Item, { words = en }: Edition): Element | false {
  const { link, origin } = item;
  const bylines = bylinesOf(item);
  if (!(bylines.length || link || origin)) return false;
  // Where a role stands behind a comma, the next person does not; names alone are the item's own list.
  const apart = bylines === item.bylines ? ', ' : '; ';
  return h(
    'p',
    { class: 'lt-credits' },
    bylines.length > 0 &&
      h(
        'span',
        { class: 'lt-byline' },
        bylines.map((byline, index) => [index > 0 && apart, writer(byline)]),
      ),
    link && isSafeUrl(link) && h('a', { class: 'lt-link', href: link }, words.fullStory),
    // The newsroom that it comes from, where it is another one.
    origin &&
      isSafeUrl(origin.url) &&
      h('a', { href: origin.url }, words.origin, ' ', h('bdi', {}, origin.name)),
  );
}

/** Links to other stories, under their own heading. */
export function relatedLinks(
  { related }: Item,
  { words = en }: Pick<Edition, 'words'>,
): Element | undefined {
  return (
    related &&
    h(
      'div',
      { class: 'lt-related' },
      h('h4', {}, words.related),
      h(
        'ul',
        { role: 'list' },
        related.map(({ url, title }) =>
          h('li', {}, h('a', { href: isSafeUrl(url) ? url : undefined }, h('bdi', {}, title))),
        ),
      ),
    )
  );
}
