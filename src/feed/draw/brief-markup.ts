import { bodyText } from '../body.ts';
import { isTombstone, type Entry, type Item } from '../item.ts';
import { isStruck } from '../remarks.ts';
import { en } from '../words/en.ts';
import { entryDirection, foreignDirection } from './direction.ts';
import { dateBeside, timeMarkup, type Edition } from './edition.ts';
import { anchorOf, tombstoneMarkup } from './entry-markup.ts';
import { firstWords, openingOf } from './item-title.ts';
import { remarks } from './item-parts.ts';
import { h, type Element } from './markup.ts';

const maxSentences = 2;
/** In UTF-16 units: some four lines of a rail. */
const maxSummary = 180;

/** Draws an entry in few words: its time, a headline that leads to the item, and with `summary` its first sentences. */
export function briefMarkup(entry: Entry, edition: Edition, summary: boolean): Element {
  if (isTombstone(entry)) {
    const tombstone = tombstoneMarkup(entry, edition, 'item');
    return { ...tombstone, attrs: { ...tombstone.attrs, class: 'lt-item lt-brief lt-removed' } };
  }
  const anchor = anchorOf(entry.id);
  const dir = entryDirection(entry);
  const around = entry.dir === undefined ? dir : undefined;
  const text = summary && entry.headline !== undefined ? firstSentences(entry) : '';
  return h(
    'article',
    {
      id: anchor,
      class: ['lt-item lt-brief', entry.breaking && 'lt-breaking', isStruck(entry) && 'lt-struck']
        .filter((name) => name !== false)
        .join(' '),
      'data-rev': entry.rev,
      'aria-labelledby': `${anchor}-title`,
    },
    h(
      'p',
      { class: 'lt-dateline' },
      entry.breaking && h('strong', { class: 'lt-label' }, (edition.words ?? en).breaking),
      entry.breaking && ' ',
      timeMarkup(
        entry.postedAt,
        edition,
        edition.today === undefined
          ? undefined
          : dateBeside(entry.postedAt, edition.today, edition),
      ),
    ),
    h(
      'div',
      { class: 'lt-story', lang: entry.lang, dir },
      h(
        'h3',
        {
          class: 'lt-headline',
          id: `${anchor}-title`,
          tabindex: -1,
          dir: entry.headline && foreignDirection(entry.headline, around),
        },
        h('a', { href: edition.itemUrl(entry.id) }, titleIn(entry, edition)),
      ),
      text !== '' && h(isStruck(entry) ? 'del' : 'p', { class: 'lt-summary' }, text),
      summary && remarks(entry, edition).slice(-1),
    ),
  );
}

function titleIn(item: Item, { words = en }: Edition): string | Element {
  const title = item.headline ?? openingOf(item) ?? words.update;
  return isStruck(item) ? h('s', {}, title) : title;
}

function firstSentences({ body, lang }: Item): string {
  const [first] = body;
  const text = firstWords(first === undefined ? '' : bodyText([first]), 4 * maxSummary);
  const ends = [...new Intl.Segmenter(lang, { granularity: 'sentence' }).segment(text)];
  const short = ends.slice(0, maxSentences).map(({ segment }) => segment);
  return firstWords(short.join(''), maxSummary).trim();
}
