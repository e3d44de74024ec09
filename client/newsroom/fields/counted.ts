import { minutesFor, wordsIn } from '../../../src/feed/reading-minutes.ts';

export interface Counted {
  /** In scripts that part no words, each sign counts as one. */
  readonly words: number;
  readonly characters: number;
  /** As readers are told, but also when it is less than two. */
  readonly minutes: number;
}

/** The size of a Markdown text, without its marks and the addresses of its links. */
export function countedIn(markdown: string): Counted {
  const text = markdown
    .replace(/\]\([^)\n]*\)/g, ']')
    .replace(/^[\t ]*(?:(?:>|[-*+]|\d{1,9}[.)]|#{1,6})[\t ]+)+/gm, '')
    .replace(/[*_~`[\]\\]/g, '')
    .trim();
  const { words, signs } = wordsIn(text);
  return {
    words: words + signs,
    characters: text.match(/./gsu)?.length ?? 0,
    minutes: Math.round(minutesFor({ words, signs })),
  };
}
