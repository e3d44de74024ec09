import type { Language } from './words.ts';

/** The tag of the made-up language (as in CLDR): whoever sets it as a feed's sees at once which words no language file has. */
export const pseudoTag = 'en-XA';

const plain = 'ABCDEGHIJKLNORSTUWYZabcdeghijklnorstuwyz';
const accented = 'ÀƁÇÐÉĜĤÎĴĶĹÑÖŔŠŢÛŴÝŽàƀçðéĝĥîĵķĺñöŕšţûŵýž';

/** English as it would be in a longer language: accented, in brackets, and 40 % longer. Marks (`{time}`) stay. */
export function pseudoOf(english: Language): Language {
  return { ...english, ...disguised(english), lang: pseudoTag };
}

/** Every text in a tree of words, disguised. */
export function disguised<T extends object>(words: T): T {
  const entries = Object.entries(words).map(([name, value]: [string, unknown]) => {
    if (typeof value === 'string') return [name, disguise(value)];
    return [name, typeof value === 'object' && value !== null ? disguised(value) : value];
  });
  return Object.fromEntries(entries) as T;
}

function disguise(text: string): string {
  // Marks alone, and what joins them.
  if (!/\p{L}/u.test(text.replace(/\{\w+\}/g, ''))) return text;
  const letters = text.replace(
    /\{\w+\}|[A-Za-z]/g,
    (found) => accented[plain.indexOf(found)] ?? found,
  );
  return `[${letters}${'~'.repeat(Math.ceil(text.length * 0.4))}]`;
}
