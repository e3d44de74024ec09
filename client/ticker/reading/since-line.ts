import { isItem, type Entry, type Item } from '../../../src/feed/item.ts';
import { remarksOf } from '../../../src/feed/remarks.ts';
import { counted, type ReadingWords, type Words } from '../../../src/feed/words/words.ts';
import type { LastVisit } from './last-visit.ts';
import { button, part, write } from '../view/parts.ts';

/** What is new since the last visit, with ways to it; before a second visit, whose time the times are. */
export class SinceLine {
  readonly element = part('p', 'since');
  readonly #news = button('since-news');
  readonly #corrections = button('since-corrections');
  #firstRead: Item | undefined;
  #corrected: Item | undefined;
  /** The language and the hour in which the zone was named. */
  #zoneSpoken: string | undefined;

  /** `goTo`: brings an item into sight. */
  constructor(
    private readonly left: LastVisit['left'],
    goTo: (item: Item) => void,
  ) {
    this.#news.addEventListener('click', () => this.#firstRead && goTo(this.#firstRead));
    this.#corrections.addEventListener('click', () => this.#corrected && goTo(this.#corrected));
  }

  /** The newest of the items that the reader has seen already; undefined where none is below a new one. */
  get marked(): Item | undefined {
    return this.#firstRead;
  }

  /** `time`: the clock time of the last visit, with its day where that is another. */
  show(
    entries: readonly Entry[],
    time: (at: string) => string,
    zone: () => string,
    words: Words,
    reading: ReadingWords,
  ): void {
    const { left } = this;
    if (left === undefined) {
      // The name of a zone is slow to find. It is another in summer.
      const spoken = `${words.lang} ${new Date().toISOString().slice(0, 13)}`;
      if (this.#zoneSpoken === spoken) return;
      this.#zoneSpoken = spoken;
      write(this.element, reading.yourTime.replace('{zone}', zone()));
      return;
    }
    const items = entries.filter(isItem);
    const isNew = (item: Item) => Date.parse(item.postedAt) > left.seenMs;
    const isCorrected = (item: Item) =>
      !isNew(item) &&
      remarksOf(item).some(({ kind, at }) => kind === 'correct' && Date.parse(at) > left.seenMs);
    const fresh = items.filter(isNew).length;
    this.#firstRead = fresh > 0 ? items.find((item) => !isNew(item)) : undefined;
    const corrected = items.filter(isCorrected);
    this.#corrected = corrected[0];
    const since = reading.since.replace('{time}', time(new Date(left.atMs).toISOString()));
    const news = fresh === 0 ? reading.nothingNew : counted(words, reading.news, fresh);
    write(this.#news, `${since}: ${news}`);
    this.#news.disabled = this.#firstRead === undefined;
    write(this.#corrections, counted(words, reading.corrections, corrected.length));
    this.#corrections.hidden = corrected.length === 0;
    if (!this.#news.isConnected) this.element.replaceChildren(this.#news, this.#corrections);
  }
}
