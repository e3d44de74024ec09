import type { Item } from '../../src/feed/item.ts';
import type { Clock, Undo } from './clock.ts';
import { updatesText } from './words.ts';

const batchMs = 30_000;
/** A burst is told of as one. */
const gatherMs = 1_000;

/** A voice for readers who hear the page: waits until they are done, or breaks in. Empty text takes back the last. */
export interface Voice {
  readonly politely: (text: string) => void;
  readonly atOnce: (text: string) => void;
}

/** Tells of new updates: their number at most every 30 s, breaking news by its headline at once. */
export class Announcer {
  #untold = new Set<string>();
  #broke: string | undefined;
  #timer: Undo | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly voice: Voice,
    /** Whether nobody listens: the page is hidden, or the ticker paused. */
    private readonly silent: () => boolean,
  ) {}

  arrived(items: readonly Item[]): void {
    if (items.length === 0 || this.silent()) return;
    const breaking = items.find((item) => item.breaking && item.headline !== undefined);
    if (breaking?.headline !== undefined) {
      this.#broke = breaking.id;
      this.voice.atOnce(breaking.headline);
    }
    for (const item of items) if (item !== breaking) this.#untold.add(item.id);
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
      this.voice.politely(updatesText(this.#untold.size));
      this.#timer = this.clock.after(batchMs, () => this.#tell());
    }
    this.#untold.clear();
  }
}
