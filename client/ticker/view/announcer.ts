import type { Item } from '../../../src/feed/item.ts';
import { titleOf } from '../../../src/feed/draw/item-title.ts';
import type { Clock, Undo } from '../clock.ts';
import { en } from '../../../src/feed/words/en.ts';
import { counted, type Words } from '../../../src/feed/words/words.ts';

const batchMs = 30_000;
/** Updates within this time are announced together. */
const gatherMs = 1_000;
/** At least this long between two interruptions by breaking news. */
const brakeMs = 10_000;

/**
 * Announces text to users of screen readers, politely or at once (WAI-ARIA live regions). Empty text clears the
 * region.
 */
export interface Voice {
  readonly politely: (text: string) => void;
  /** `of`: the item that the text is taken from; it decides the language. */
  readonly atOnce: (text: string, of?: Item) => void;
}

/**
 * Announces new updates: their number at most every 30 s, and breaking news at once by its title. Of several breaking
 * items within 10 s the first is announced by title, and the others are counted.
 */
export class Announcer {
  #untold = new Set<string>();
  #broke: string | undefined;
  #brokeAt = -Infinity;
  #timer: Undo | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly voice: Voice,
    /** True when nothing is to be announced: the page is hidden, or the ticker is paused. */
    private readonly silent: () => boolean,
    private readonly words: () => Words = () => en,
  ) {}

  /** `broke`: the items that became breaking news, new or not. */
  arrived(
    items: readonly Item[],
    broke: readonly Item[] = items.filter(({ breaking }) => breaking),
  ): void {
    if (this.silent()) return;
    const [breaking] = this.clock.now() - this.#brokeAt < brakeMs ? [] : broke;
    if (breaking !== undefined) {
      this.#broke = breaking.id;
      this.#brokeAt = this.clock.now();
      this.voice.atOnce(titleOf(breaking, undefined, this.words()), breaking);
    }
    for (const item of [...items, ...broke]) if (item !== breaking) this.#untold.add(item.id);
    if (this.#untold.size > 0) this.#timer ??= this.clock.after(gatherMs, () => this.#tell());
  }

  /** Forgets items that are gone: they are not counted, and the title of one is cleared from its region. */
  keepOnly(isThere: (id: string) => boolean): void {
    for (const id of this.#untold) if (!isThere(id)) this.#untold.delete(id);
    if (this.#broke === undefined || isThere(this.#broke)) return;
    this.#broke = undefined;
    this.voice.atOnce('');
  }

  stop(): void {
    this.#timer?.();
    this.#timer = undefined;
    this.#untold.clear();
  }

  #tell(): void {
    this.#timer = undefined;
    if (this.#untold.size > 0 && !this.silent()) {
      const words = this.words();
      this.voice.politely(counted(words, words.newUpdates, this.#untold.size));
      this.#timer = this.clock.after(batchMs, () => this.#tell());
    }
    this.#untold.clear();
  }
}
