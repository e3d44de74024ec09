import { setImmediate as afterOthers, setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '../feed/refusal.ts';
import type { Search } from './search.ts';

/** How often is looked for feeds whose index is behind. Who searches does not wait for it. */
const usualPauseMs = 5_000;
/** Feeds that are brought up to their logs in one round. */
const maxFeeds = 20;
/** A feed that an instance publishes to is that instance's. One that is quiet for so long, and still behind, is everybody's. */
const quietSeconds = 15;

/**
 * Brings the search index up to the logs: what this instance has published, and what nobody has brought up that published it; after
 * the first start of this release, all. So an instance that only serves readers does nothing for what is published elsewhere.
 * Between two batches it rests for as long as one took: publishing goes first.
 */
export class SearchIndexer {
  private readonly stop = new AbortController();
  private running = Promise.resolve();
  /** Feeds that were published to here since the last round. */
  private own = new Set<string>();

  constructor(
    private readonly search: Pick<Search, 'lagging' | 'follow'>,
    private readonly onError: (error: unknown) => void,
    private readonly pauseMs = usualPauseMs,
  ) {}

  open(): void {
    this.running = this.run();
  }

  /** To be called when something is in a feed's log. */
  published(feed: string): void {
    this.own.add(feed);
  }

  /** Ends after the batch that is under way. Another instance goes on, or the next start. */
  async close(): Promise<void> {
    this.stop.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stop.signal.aborted) {
      try {
        await this.round();
      } catch (error) {
        // That the database cannot be reached is said elsewhere.
        if (!(error instanceof Refusal)) this.onError(error);
      }
      await this.rest(this.pauseMs * (0.8 + 0.4 * Math.random()));
    }
  }

  private async round(): Promise<void> {
    const own = [...this.own];
    this.own = new Set();
    // One feed that cannot be followed must not keep the others back.
    const failed = new Set<string>();
    await this.followAll(own, failed);
    while (!this.stop.signal.aborted) {
      const lagging = await this.search.lagging(maxFeeds + failed.size, quietSeconds);
      const next = lagging.map(({ feed }) => feed).filter((feed) => !failed.has(feed));
      if (next.length === 0) return;
      await this.followAll(next, failed);
    }
  }

  private async followAll(feeds: readonly string[], failed: Set<string>): Promise<void> {
    try {
      await this.followWhole(feeds);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      for (const feed of feeds) await this.followAlone(feed, failed);
    }
  }

  private async followAlone(feed: string, failed: Set<string>): Promise<void> {
    try {
      await this.followWhole([feed]);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      failed.add(feed);
      this.onError(error);
    }
  }

  private async followWhole(feeds: readonly string[]): Promise<void> {
    let left = feeds;
    while (left.length > 0 && !this.stop.signal.aborted) {
      const startMs = performance.now();
      left = await this.search.follow(left);
      await afterOthers();
      if (left.length > 0) await this.rest(performance.now() - startMs);
    }
  }

  private async rest(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.stop.signal, ref: false }).catch(() => undefined);
  }
}
