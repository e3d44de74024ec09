import type { Item } from '../../../src/feed/item.ts';
import { titleOf } from '../../../src/feed/draw/item-title.ts';
import type { Clock, Undo } from '../clock.ts';
import { en } from '../../../src/feed/words/en.ts';
import { counted, type Words } from '../../../src/feed/words/words.ts';

const batchMs = 30_000;
/** A burst is told of as one. */
const gatherMs = 1_000;
/** So long nobody is interrupted a second time. */
const brakeMs = 10_000;

/** A voice for readers who hear the page: waits until they are done, or breaks in. Empty text takes back the last. */
export interface Voice {
  readonly politely: (text: string) => void;
  /** `of`: the item whose words these are, and so whose language. */
  readonly atOnce: (text: string, of?: Item) => void;
}

/**
 * Tells of new updates: their number at most every 30 s, breaking news by its headline or opening at once. Of
 * several that break within 10 s the first is told, the others are counted.
 */
export class Announcer {
  #untold = new Set<string>();
  #broke: string | undefined;
  #brokeAt = -Infinity;
  #timer: Undo | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly voice: Voice,
    /** Whether nobody listens: the page is hidden, or the ticker paused. */
    private readonly silent: () => boolean,
    private readonly words: () => Words = () => en,
  ) {}

  /** `broke`: the items that are breaking news since, new or not. */
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

  /** What is gone is not counted, and its headline stays in no region. */
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
