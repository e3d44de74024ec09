import type { FeedInfo } from '../feed-info.ts';
import type { PageLanguage } from '../words/words.ts';
import { feedDirection, type Direction } from './direction.ts';
import type { Markup } from './markup.ts';

/** The interface's words for what stands in a feed's page. */
export interface Spoken {
  readonly words: PageLanguage;
  /** BCP 47, of the words and of the dates among them: the feed's own tag where the words are of its language. */
  readonly lang: string;
  /** The attributes of an element that says them: only what differs from the feed's. */
  readonly says: { readonly lang?: string; readonly dir?: Direction };
}

/** The dates in English sentences on a page of another language: day before month, as most such languages have it. */
const foreignEnglish = 'en-GB';

/** How a feed's page says words: a feed in a language without words of its own has them in English. */
export function spokenIn(words: PageLanguage, info: Pick<FeedInfo, 'lang' | 'dir'>): Spoken {
  const isFeeds = primaryOf(words.lang) === primaryOf(info.lang);
  const foreign = words.lang === 'en' ? foreignEnglish : words.lang;
  const lang = isFeeds ? info.lang : foreign;
  const dir = feedDirection({ lang });
  const isAlong = dir === feedDirection(info);
  return { words, lang, says: { ...(!isFeeds && { lang }), ...(!isAlong && { dir }) } };
}

/** A sentence of the interface with something drawn in the place of its mark: `{time}`, `{zone}`. */
export function sentence(text: string, mark: string, drawn: Markup): readonly Markup[] {
  const [before = '', after = ''] = text.split(`{${mark}}`);
  return [before, drawn, after];
}

function primaryOf(lang: string): string {
  return lang.toLowerCase().split('-')[0] ?? '';
}
