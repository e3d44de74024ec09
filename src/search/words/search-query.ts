import { Refusal, type InputFault } from '../../feed/refusal.ts';
import { plainForm, stretchesOf } from './stretches.ts';

/** What a text must have to be found. */
export type Term =
  /** A word, or one that begins so. */
  | { readonly kind: 'word'; readonly word: string; readonly isBeginning: boolean }
  /** Signs that follow each other, of a script that writes no spaces: a part of any word. */
  | { readonly kind: 'spaceless'; readonly signs: readonly string[] };

/** What somebody searches for: a text must have all terms. */
export interface SearchQuery {
  readonly terms: readonly Term[];
  /** Results behind this place. */
  readonly before?: number;
  readonly limit: number;
}

const maxCharacters = 200;
const maxTerms = 10;
/** Shorter beginnings are looked for as whole words: nearly every text has a word that begins with an "a". */
const minBeginning = 2;

/**
 * Reads `q`, `before` and `limit`. The words are taken apart here and given to the database one by one: no sign is an
 * operator. Throws `invalid_input` with every problem. Empty means absent, but for `q`.
 */
export function parseSearch(asked: Readonly<Record<string, unknown>>): SearchQuery {
  const faults: InputFault[] = [];
  const { q = '', before = '', limit = '' } = asked;
  const terms = typeof q === 'string' && q.length <= maxCharacters ? termsOf(q) : [];
  if (typeof q !== 'string' || q.length > maxCharacters) {
    faults.push({ pointer: '/q', detail: `must be a text of at most ${maxCharacters} characters` });
  } else if (terms.length === 0) {
    faults.push({ pointer: '/q', detail: 'must have a letter or a digit to search for' });
  } else if (terms.length > maxTerms) {
    faults.push({ pointer: '/q', detail: `must have at most ${maxTerms} words` });
  }
  const place = typeof before === 'string' && /^\d{0,16}$/.test(before) ? Number(before) : NaN;
  if (Number.isNaN(place)) {
    faults.push({ pointer: '/before', detail: 'must be "next" of an answer to the same search' });
  }
  const count = limit === '' ? 20 : Number(/^\d{1,3}$/.test(String(limit)) ? limit : NaN);
  if (!(count >= 1 && count <= 50)) {
    faults.push({ pointer: '/limit', detail: 'must be a whole number from 1 to 50' });
  }
  if (faults.length > 0) throw new Refusal('invalid_input', 'The search cannot be made.', faults);
  return { terms, limit: count, ...(before !== '' && { before: place }) };
}

function termsOf(text: string): readonly Term[] {
  const stretches = stretchesOf(plainForm(text));
  const terms = stretches.map((stretch, at): Term => {
    if (stretch.kind === 'spaceless') {
      return { kind: 'spaceless', signs: stretch.signs.map(({ sign }) => sign) };
    }
    const { word } = stretch;
    // Somebody may be in the middle of typing the last one.
    const isBeginning = at === stretches.length - 1 && Array.from(word).length >= minBeginning;
    return { kind: 'word', word, isBeginning };
  });
  const different = new Map(terms.map((term) => [JSON.stringify(term), term]));
  return [...different.values()];
}
