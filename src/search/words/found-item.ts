import { bodyText } from '../../feed/body.ts';
import type { Item } from '../../feed/item.ts';
import { picturesOf } from '../../feed/pictures.ts';
import { isStruck } from '../../feed/remarks.ts';
import type { SearchResult } from '../../feed/messages.ts';
import { markedIn, piecesOf, snippetOf } from './hits.ts';
import type { Term } from './search-query.ts';
import { plainForm, stretchesOf, tokensOf } from './stretches.ts';

/** Of a longer text the rest is not found: PostgreSQL takes 1 MB of words for a row. */
const maxTokens = 30_000;

/** The texts of an item that are searched, besides its headline: the body first. */
function textsOf(item: Item): readonly string[] {
  const captions = picturesOf(item).map(({ alt, caption }) => caption ?? alt);
  const { title = '' } = item.audio ?? {};
  return [
    bodyText(item.body),
    ...captions,
    title,
    item.bylines.join(', '),
    item.tags.join(', '),
  ].filter((text) => text !== '');
}

/** The words by which an item is found, in its present wording. */
export function itemTokens(item: Item): readonly string[] {
  return [item.headline ?? '', ...textsOf(item)]
    .flatMap((text) => tokensOf(stretchesOf(plainForm(text))))
    .slice(0, maxTokens);
}

/**
 * An item as a result; undefined where its present words have not all terms: what a database remembers may be older than
 * the item.
 */
export function foundItem(
  feed: string,
  item: Item,
  terms: readonly Term[],
): SearchResult | undefined {
  const headline = item.headline === undefined ? undefined : markedIn(item.headline, terms);
  const texts = textsOf(item).map((text) => markedIn(text, terms));
  const all = [...(headline === undefined ? [] : [headline]), ...texts];
  if (!terms.every((term) => all.some(({ found }) => found.has(term)))) return undefined;
  const told = texts.find(({ hits }) => hits.length > 0) ?? texts[0];
  return {
    feed,
    id: item.id,
    at: item.postedAt,
    ...(headline !== undefined && { headline: piecesOf(headline) }),
    snippet: told === undefined ? [] : snippetOf(told),
    ...(item.lang !== undefined && { lang: item.lang }),
    ...(item.dir !== undefined && { dir: item.dir }),
    ...(isStruck(item) && { struck: true }),
  };
}
