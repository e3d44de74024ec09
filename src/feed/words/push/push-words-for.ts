import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { he } from './he.ts';
import { ja } from './ja.ts';
import type { PushWords } from './push-words.ts';
import { pl } from './pl.ts';
import { pt } from './pt.ts';
import { tr } from './tr.ts';
import { uk } from './uk.ts';
import { disguised } from '../pseudo.ts';
import { spokenIn } from '../spoken-in.ts';

const inLanguages: Readonly<Record<string, PushWords>> = {
  ar,
  de,
  en,
  es,
  fr,
  he,
  ja,
  pl,
  pt,
  tr,
  uk,
};

const pseudo = disguised(en);

/** The words of push for a feed's language, as `wordsFor` has the others. */
export function pushWordsFor(lang: string): PushWords {
  return spokenIn(lang, inLanguages, en, pseudo);
}
