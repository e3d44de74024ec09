import { en } from '../../../src/feed/words/en.ts';
import type { Words } from '../../../src/feed/words/words.ts';

/** Better English words soon than the right ones late. */
const patienceMs = 4_000;

const asked = new Map<string, Promise<Words>>();

/** The interface's words for a feed's language, from the server; English where they cannot be had. Never rejects. */
export function loadWords(server: string, lang: string): Promise<Words> {
  const url = `${server}v1/words/${encodeURIComponent(lang)}`;
  const words = asked.get(url) ?? fetchWords(url);
  asked.set(url, words);
  return words;
}

/** Whether a feed's language needs no asking. */
export function isEnglish(lang: string): boolean {
  return /^en\b/i.test(lang);
}

async function fetchWords(url: string): Promise<Words> {
  try {
    const answer = await fetch(url, {
      credentials: 'omit',
      signal: AbortSignal.timeout(patienceMs),
    });
    // What a server of another version does not name is said in English.
    return answer.ok ? { ...en, ...((await answer.json()) as Words) } : en;
  } catch {
    return en;
  }
}
