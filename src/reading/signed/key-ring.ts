import type { ValidReaderKey } from '../../log/reader-keys/reader-keys.ts';

/** How long the keys are used before they are read again: a key that was ended is of no use after this. */
const lifeMs = 1_000;

type ByFeed = ReadonlyMap<string, readonly string[]>;

/**
 * The keys of all feeds, read once a second at most and only while somebody shows a token, however many do. While they cannot
 * be read, the ones of before count.
 */
export class KeyRing {
  private known: ByFeed = new Map();
  private readMs = -Infinity;
  private reading: Promise<void> | undefined;

  constructor(
    private readonly read: () => Promise<readonly ValidReaderKey[]>,
    private readonly clock: { readonly now: () => number } = performance,
  ) {}

  async of(feed: string): Promise<readonly string[]> {
    if (this.clock.now() - this.readMs >= lifeMs) {
      this.reading ??= this.readAnew().finally(() => (this.reading = undefined));
      await this.reading;
    }
    return this.known.get(feed) ?? [];
  }

  private async readAnew(): Promise<void> {
    const beganMs = this.clock.now();
    try {
      const groups = Map.groupBy(await this.read(), ({ feed }) => feed);
      this.known = new Map(
        [...groups].map(([feed, keys]) => [feed, keys.map(({ secret }) => secret)]),
      );
    } catch {
      // Whoever has a token reads on; the log reports that the database is away.
    }
    this.readMs = beganMs;
  }
}
