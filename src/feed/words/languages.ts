import { ar } from './ar.ts';
import { de } from './de.ts';
import { en, enCampaign, enPages, enReading } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { he } from './he.ts';
import { ja } from './ja.ts';
import { pl } from './pl.ts';
import { pt } from './pt.ts';
import { pseudoOf } from './pseudo.ts';
import { spokenIn } from './spoken-in.ts';
import { tr } from './tr.ts';
import { uk } from './uk.ts';
import type { Language } from './words.ts';

export const english: Language = {
  ...en,
  campaign: enCampaign,
  pages: enPages,
  reading: enReading,
};

/** The interface's languages, by BCP 47 tag: a file and a line each. */
export const languages: Readonly<Record<string, Language>> = {
  ar,
  de,
  en: english,
  es,
  fr,
  he,
  ja,
  pl,
  pt,
  tr,
  uk,
};

const pseudo = pseudoOf(english);

/** The words for a feed's language. */
export function wordsFor(lang: string): Language {
  return spokenIn(lang, languages, english, pseudo);
}
