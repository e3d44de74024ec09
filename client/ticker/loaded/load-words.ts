import { en } from '../../../src/feed/words/en.ts';
import type { Words } from '../../../src/feed/words/words.ts';

/** After this time English words are used, because a late change of all words disturbs the reader. */
const patienceMs = 4_000;

const asked = new Map<string, Promise<Words>>();

/** Loads the interface's words for a feed's language from the server; English when that fails. Never rejects. */
export function loadWords(server: string, lang: string): Promise<Words> {
  const url = `${server}v1/words/${encodeURIComponent(lang)}`;
  const words = asked.get(url) ?? fetchWords(url);
  asked.set(url, words);
  return words;
}

/** True for languages whose words are part of this script. The made-up `en-XA` is not. */
export function isEnglish(lang: string): boolean {
  return /^en\b(?!-xa)/i.test(lang);
}

async function fetchWords(url: string): Promise<Words> {
  try {
    const answer = await fetch(url, {
      credentials: 'omit',
      signal: AbortSignal.timeout(patienceMs),
    });
    // A server of another version may lack some words: those stay English.
    return answer.ok ? { ...en, ...((await answer.json()) as Words) } : en;
  } catch {
    return en;
  }
}
