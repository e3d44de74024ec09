import { en } from '../../../src/feed/words/en.ts';
import type { Words } from '../../../src/feed/words/words.ts';
import { isEnglish, loadWords } from './load-words.ts';

/** The interface's words in a feed's language, which may change while the feed is followed. */
export class FeedWords {
  #words: Words = en;
  #lang = 'en';
  #isAsking = false;

  constructor(
    private readonly server: string,
    /** Called when the words have changed. */
    private readonly onWords: () => void,
  ) {}

  get now(): Words {
    return this.#words;
  }

  /** Asks for the words of a language if needed. True when no answer is awaited. */
  areThereFor(lang: string): boolean {
    if (lang !== this.#lang) {
      this.#lang = lang;
      if (!isEnglish(lang)) void this.#ask(lang);
      else if (this.#words !== en) this.#take(en);
    }
    return !this.#isAsking;
  }

  async #ask(lang: string): Promise<void> {
    this.#isAsking = true;
    const words = await loadWords(this.server, lang);
    if (lang === this.#lang) this.#take(words);
  }

  #take(words: Words): void {
    this.#words = words;
    this.#isAsking = false;
    this.onWords();
  }
}
