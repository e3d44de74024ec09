import type { Clock } from './clock.ts';

/**
 * Reads the log because a reader has a position that this instance does not know: at most once a second for each feed,
 * however many readers send such a position, true or forged. All of them wait for the next read. A read that is already
 * running does not count: it may have started before the reader's change was committed.
 */
export class AskedLooks {
  private readonly next = new Map<string, Promise<boolean>>();
  private readonly lastMs = new Map<string, number>();

  constructor(
    /** Resolves to whether the log could be asked. */
    private readonly look: (feed: string) => Promise<boolean>,
    private readonly clock: Clock,
    private readonly minIntervalMs = 1_000,
  ) {}

  run(feed: string): Promise<boolean> {
    const next = this.next.get(feed) ?? this.atItsTime(feed);
    this.next.set(feed, next);
    return next;
  }

  private async atItsTime(feed: string): Promise<boolean> {
    const waitMs = (this.lastMs.get(feed) ?? -Infinity) + this.minIntervalMs - this.clock.now();
    // Callers of the same turn of the event loop share one read, also when there is no wait.
    await this.clock.sleep(Math.max(0, waitMs));
    this.next.delete(feed);
    this.lastMs.set(feed, this.clock.now());
    return this.look(feed);
  }
}
