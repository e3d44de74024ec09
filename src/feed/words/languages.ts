import { de } from './de.ts';
import { en } from './en.ts';
import type { Words } from './words.ts';

/** The interface's languages, by BCP 47 tag: a file and a line each. */
export const languages: Readonly<Record<string, Words>> = { de, en };

/** The words for a feed's language: of that very tag, or of its language alone; English where there are none. */
export function wordsFor(lang: string): Words {
  const tag = lang.toLowerCase();
  const [primary = ''] = tag.split('-');
  return languages[tag] ?? languages[primary] ?? en;
}
