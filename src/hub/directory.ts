import type { Clock } from './clock.ts';

/** At most this many names are looked up at once: a flood of made-up ones fits into one query a second. */
const maxBatch = 500;

/**
 * Which feeds there are, without asking the log for each reader: known ones from memory; unknown ones
 * are looked up together, once a second at the most.
 */
export class Directory {
  private readonly known = new Set<string>();
  private batch: { readonly names: Set<string>; readonly answer: Promise<void> } | undefined;
  /** The look the log is answering just now. */
  private underWay:
    { readonly names: ReadonlySet<string>; readonly answer: Promise<void> } | undefined;
  private lastLookMs = -Infinity;

  constructor(
    private readonly existing: (names: readonly string[]) => Promise<readonly string[]>,
    private readonly clock: Clock,
    private readonly minIntervalMs = 1_000,
  ) {}

  add(feed: string): void {
    this.known.add(feed);
  }

  /** The log has no such feed after all. */
  forget(feed: string): void {
    this.known.delete(feed);
  }

  /** Whether the feed exists. A known one costs nothing; a new name waits for the next look. */
  async has(feed: string): Promise<boolean> {
    if (this.known.has(feed)) return true;
    // It may answer yes; its no may be older than the feed.
    if (this.underWay?.names.has(feed) === true) {
      await this.underWay.answer;
      if (this.known.has(feed)) return true;
    }
    if (this.batch === undefined || this.batch.names.size >= maxBatch) {
      // A full batch means a flood: the excess is told what the flood is told, that there is no such feed.
      if (this.batch !== undefined) return false;
      const names = new Set<string>();
      this.batch = { names, answer: this.lookUp(names) };
    }
    this.batch.names.add(feed);
    await this.batch.answer;
    return this.known.has(feed);
  }

  private async lookUp(names: ReadonlySet<string>): Promise<void> {
    const waitMs = this.lastLookMs + this.minIntervalMs - this.clock.now();
    // Even without waiting, names of this turn go together.
    await this.clock.sleep(Math.max(0, waitMs));
    const look = this.batch;
    this.underWay = look;
    this.batch = undefined;
    this.lastLookMs = this.clock.now();
    try {
      for (const feed of await this.existing([...names])) this.known.add(feed);
    } finally {
      if (this.underWay === look) this.underWay = undefined;
    }
  }
}
