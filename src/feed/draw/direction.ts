import { bodyText } from '../body.ts';
import type { FeedInfo } from '../feed-info.ts';
import { isTombstone, type Entry } from '../item.ts';

export type Direction = 'ltr' | 'rtl';

/** Scripts that run from right to left: those of living languages (ISO 15924). */
const rightToLeft = /^(Arab|Hebr|Syrc|Thaa|Nkoo|Adlm|Rohg|Mand|Samr|Yezi)$/;
/** Their blocks in Unicode; what in them is no letter has no direction of its own. */
const rtlBlocks =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** The direction of a feed: as it says, or as its language is written. */
export function feedDirection({ dir, lang }: Pick<FeedInfo, 'dir' | 'lang'>): Direction {
  return dir ?? languageDirection(lang) ?? 'ltr';
}

/** The direction of an item: as it says, as its language is written, or as most letters of its headline (or body) run; undefined: its feed's. */
export function entryDirection(entry: Entry): Direction | undefined {
  if (isTombstone(entry)) return undefined;
  const { dir, lang, headline = '', body } = entry;
  const said = dir ?? languageDirection(lang) ?? textDirection(headline);
  return said ?? textDirection(bodyText(body));
}

/** The direction in which most of a text's letters run; undefined for one without letters. */
export function textDirection(text: string): Direction | undefined {
  const { ltr, rtl } = countLetters(text);
  if (ltr + rtl === 0) return undefined;
  return rtl > ltr ? 'rtl' : 'ltr';
}

/** The direction of a part of a text that runs the other way all through; undefined for one that need not say so. */
export function foreignDirection(part: string, around: Direction | undefined) {
  const { ltr, rtl } = countLetters(part);
  if (around === 'rtl' && ltr > 0 && rtl === 0) return 'ltr';
  return around === 'ltr' && rtl > 0 && ltr === 0 ? 'rtl' : undefined;
}

function countLetters(text: string): Readonly<Record<Direction, number>> {
  // Where none runs from right to left, one letter says as much as all.
  if (!rtlBlocks.test(text)) return { rtl: 0, ltr: Number(/\p{L}/u.test(text)) };
  const letters = text.match(/\p{L}/gu) ?? [];
  const rtl = letters.filter((letter) => rtlBlocks.test(letter)).length;
  return { rtl, ltr: letters.length - rtl };
}

function languageDirection(lang: string | undefined): Direction | undefined {
  if (lang === undefined) return undefined;
  try {
    const { script } = new Intl.Locale(lang).maximize();
    if (script === undefined) return undefined;
    return rightToLeft.test(script) ? 'rtl' : 'ltr';
  } catch {
    return undefined;
  }
}
