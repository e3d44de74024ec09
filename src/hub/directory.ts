import { Refusal } from '../feed/refusal.ts';
import type { Clock } from './clock.ts';

/** At most this many names are looked up at once: a flood of made-up ones fits into one query a second. */
const maxBatch = 500;
/** How many lookups may follow each other without a pause: each quiet second allows one more, up to this number. */
const maxSavedLooks = 10;

interface Named {
  readonly feed: string;
}

/**
 * Knows which feeds exist, without a read of the log for each reader. The feeds that exist at the start are loaded into
 * memory. Other names are looked up together: at once in quiet times, and once a second in a flood.
 */
export class Directory {
  private readonly known = new Set<string>();
  private complete = false;
  private batch: { readonly names: Set<string>; readonly answer: Promise<void> } | undefined;
  /** The lookup that the log is answering at present. */
  private underWay:
    | { readonly names: ReadonlySet<string>; readonly answer: Promise<void> }
    | undefined;
  private savedLooks = maxSavedLooks;
  private savedMs: number;

  constructor(
    private readonly existing: (names: readonly string[]) => Promise<readonly Named[]>,
    private readonly clock: Clock,
    private readonly intervalMs = 1_000,
  ) {
    this.savedMs = clock.now();
  }

  /** Takes all existing feeds: after this, only unknown names are looked up. */
  learn(all: readonly Named[]): void {
    for (const { feed } of all) this.known.add(feed);
    this.complete = true;
  }

  get isComplete(): boolean {
    return this.complete;
  }

  add(feed: string): void {
    this.known.add(feed);
  }

  /** Forgets a feed that the log does not have. */
  forget(feed: string): void {
    this.known.delete(feed);
  }

  /**
   * True when the feed exists. A known feed is answered from memory; a new name waits for the next lookup. Throws
   * `unavailable` when more new names come than can be looked up, because it is then unknown whether the feed exists.
   */
  async has(feed: string): Promise<boolean> {
    if (this.known.has(feed)) return true;
    // A lookup under way can be trusted when it finds the feed. When it does not, it may have started before the feed
    // was created.
    if (this.underWay?.names.has(feed) === true) {
      await this.underWay.answer;
      if (this.known.has(feed)) return true;
    }
    if (this.batch === undefined) {
      const names = new Set<string>();
      this.batch = { names, answer: this.lookUp(names) };
    }
    const { names, answer } = this.batch;
    if (names.size >= maxBatch && !names.has(feed)) {
      throw new Refusal('unavailable', 'Too many new addresses at once. Ask again in a moment.');
    }
    names.add(feed);
    await answer;
    return this.known.has(feed);
  }

  private async lookUp(names: ReadonlySet<string>): Promise<void> {
    // Names asked for in the same turn of the event loop share one lookup, also when there is no wait.
    await this.clock.sleep(this.waitMs());
    const look = this.batch;
    this.underWay = look;
    this.batch = undefined;
    try {
      for (const { feed } of await this.existing([...names])) this.known.add(feed);
    } finally {
      if (this.underWay === look) this.underWay = undefined;
    }
  }

  /** Milliseconds until the next lookup is allowed; the caller has used it up with this call. */
  private waitMs(): number {
    const now = this.clock.now();
    const saved = this.savedLooks + (now - this.savedMs) / this.intervalMs;
    this.savedLooks = Math.min(maxSavedLooks, saved) - 1;
    this.savedMs = now;
    return Math.max(0, -this.savedLooks * this.intervalMs);
  }
}
