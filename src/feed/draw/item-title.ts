import { bodyText } from '../body.ts';
import type { Item, ItemContent } from '../item.ts';
import { isStruck } from '../remarks.ts';
import { en } from '../words/en.ts';
import type { Words } from '../words/words.ts';

/** The longest title that is made of a text, in UTF-16 units. */
const maxTitle = 90;

/** Enough of a text for any title, also where it begins with spaces. */
const maxLooked = 2_000;

/** What an item is called wherever it is named: its headline, or how it begins. */
export function titleOf(item: Titled, limit = maxTitle, words: Words = en): string {
  return item.headline ?? openingOf(item, limit) ?? words.update;
}

/** The title of an item's own page and of its card: a struck one says so. */
export function pageTitleOf(item: Item, words: Words = en): string {
  const title = titleOf(item, maxTitle, words);
  return isStruck(item) ? `${words.remarks.strike}: ${title}` : title;
}

/** How an item without a headline begins, or what its picture shows; undefined when it has neither words nor picture. */
export function openingOf({ body, image }: Titled, limit = maxTitle): string | undefined {
  const text = firstWords(bodyText(body), limit);
  return text === '' ? image?.alt : text;
}

/**
 * The beginning of a text on one line, in at most `limit` UTF-16 units, with an ellipsis where it was cut. It is cut
 * between words, as the text's script has them (Chinese and Thai write no spaces), and a word that is longer than
 * all that is left is cut between characters as a reader counts them (UAX #29).
 */
export function firstWords(text: string, limit: number): string {
  // A long text is not looked through for the sake of its beginning.
  const flat = text.slice(0, maxLooked).replaceAll(/\s+/g, ' ').trim();
  if (flat.length <= limit && text.length <= maxLooked) return flat;
  const words = endWithin(flat, limit - 1, 'word');
  // Less than half of it: one word without an end, or signs that run together.
  const end = words >= limit / 2 ? words : endWithin(flat, limit - 1, 'grapheme');
  return `${flat.slice(0, end).trimEnd()}…`;
}

type Titled = Pick<ItemContent, 'headline' | 'body' | 'image'>;

/** Where the last segment ends that ends within `limit`. */
function endWithin(text: string, limit: number, granularity: 'word' | 'grapheme'): number {
  let end = 0;
  // One segment may be longer than all that is left.
  for (const { index, segment } of new Intl.Segmenter(undefined, { granularity }).segment(
    text.slice(0, limit + 100),
  )) {
    if (index + segment.length > limit) break;
    end = index + segment.length;
  }
  return end;
}
