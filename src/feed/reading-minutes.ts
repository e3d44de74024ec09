import { bodyText, type Body } from './body.ts';

const wordsPerMinute = 240;
/** Of scripts that part no words: Chinese and Japanese. */
const signsPerMinute = 500;

const sign = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

/** How many minutes a body takes to read; undefined under two, which is not worth saying. */
export function readingMinutes(body: Body): number | undefined {
  const minutes = Math.round(minutesFor(wordsIn(bodyText(body))));
  return minutes < 2 ? undefined : minutes;
}

interface Words {
  readonly words: number;
  /** Those of scripts that part no words. */
  readonly signs: number;
}

export function wordsIn(text: string): Words {
  const signs = text.match(sign)?.length ?? 0;
  const words = text.replace(sign, ' ').match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0;
  return { words, signs };
}

export function minutesFor({ words, signs }: Words): number {
  return words / wordsPerMinute + signs / signsPerMinute;
}
