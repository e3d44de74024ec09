import { setImmediate as afterOthers, setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '../feed/refusal.ts';
import type { Search } from './search.ts';

/** How often is looked for feeds whose index is behind. Who searches does not wait for it. */
const usualPauseMs = 5_000;
/** Feeds that are brought up to their logs in one round. */
const maxFeeds = 20;

/**
 * Brings the search index up to the logs: all of it after the first start of this release, then what nobody has searched
 * for. Between two batches it rests for as long as one took: publishing goes first.
 */
export class SearchIndexer {
  private readonly stop = new AbortController();
  private running = Promise.resolve();

  constructor(
    private readonly search: Pick<Search, 'lagging' | 'follow'>,
    private readonly onError: (error: unknown) => void,
    private readonly pauseMs = usualPauseMs,
  ) {}

  open(): void {
    this.running = this.run();
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
    // One feed that cannot be followed must not keep the others back.
    const failed = new Set<string>();
    while (!this.stop.signal.aborted) {
      const lagging = await this.search.lagging(maxFeeds + failed.size);
      const next = lagging.filter(({ feed }) => !failed.has(feed));
      if (next.length === 0) return;
      for (const { feed } of next) {
        try {
          await this.followWhole(feed);
        } catch (error) {
          if (error instanceof Refusal) throw error;
          failed.add(feed);
          this.onError(error);
        }
      }
    }
  }

  private async followWhole(feed: string): Promise<void> {
    let isDone = false;
    while (!isDone && !this.stop.signal.aborted) {
      const startMs = performance.now();
      isDone = await this.search.follow(feed);
      await afterOthers();
      if (!isDone) await this.rest(performance.now() - startMs);
    }
  }

  private async rest(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.stop.signal, ref: false }).catch(() => undefined);
  }
}
