import { en, enPages } from '../../src/feed/words/en.ts';
import type { Language, PageLanguage, PageWords } from '../../src/feed/words/words.ts';
import { isEnglish, loadWords } from '../ticker/loaded/load-words.ts';
import { siteBase } from './site-base.ts';

/** All of the interface's words in a page's language, from the server where they are not in this script. Never rejects. */
export async function loadLanguage(lang: string): Promise<PageLanguage> {
  if (isEnglish(lang)) return { ...en, pages: enPages };
  const words: Partial<Language> = await loadWords(siteBase, lang);
  // A server of another version may lack some words: those stay English.
  const pages: PageWords = { ...enPages, ...words.pages };
  return { ...en, ...words, pages };
}
