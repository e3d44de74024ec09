import { isItem, type Entry } from '../../../src/feed/item.ts';
import type { Clock, Undo } from '../clock.ts';
import type { FeedStore } from '../store/feed-store.ts';
import type { Device } from './device.ts';

/** A browser may end before it has written what a page says while it is left. */
const everyMs = 15_000;

/** What a reader had of a feed when they left it (ms since 1970). */
interface Left {
  /** By the server's clock, or the time of the last change where no more is known: the reader's may be wrong. */
  readonly atMs: number;
  /** The time of the last change that was there: what is later is new. */
  readonly seenMs: number;
}

/** When this reader left a feed. Noted once the reader has used the page by hand, not before. */
export class LastVisit {
  /** The last time; undefined: never, or nothing is kept. */
  readonly left: Left | undefined;
  readonly #ends = new AbortController();
  #tick: Undo | undefined;

  constructor(
    private readonly device: Device,
    private readonly feed: string,
    private readonly store: Pick<FeedStore, 'nowMs' | 'screen'>,
    private readonly clock: Pick<Clock, 'after'>,
  ) {
    const [atMs = NaN, seenMs = NaN] = device.read(`left:${feed}`)?.split(' ').map(Number) ?? [];
    this.left = atMs > 0 && seenMs > 0 ? { atMs, seenMs } : undefined;
    const { signal } = this.#ends;
    addEventListener('pagehide', () => this.#note(), { signal });
    document.addEventListener('visibilitychange', () => this.#note(), { signal });
    this.#next();
  }

  stop(): void {
    this.#ends.abort();
    this.#tick?.();
  }

  #next(): void {
    this.#tick = this.clock.after(everyMs, () => {
      if (!document.hidden) this.#note();
      this.#next();
    });
  }

  #note(): void {
    const seenMs = lastChangeMs(this.store.screen.items);
    if (!navigator.userActivation?.hasBeenActive || Number.isNaN(seenMs)) return;
    const atMs = Math.round(this.store.nowMs ?? seenMs);
    this.device.write(`left:${this.feed}`, `${atMs} ${seenMs}`);
  }
}

/** When the newest of the entries changed last; NaN without entries. */
function lastChangeMs(entries: readonly Entry[]): number {
  const times = entries
    .slice(0, 100)
    .map((entry) => Date.parse(isItem(entry) ? entry.updatedAt : entry.removedAt));
  return times.length === 0 ? NaN : Math.max(...times);
}
