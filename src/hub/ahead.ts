import type { Clock } from './clock.ts';

/**
 * Looks into the log because a reader claims to be ahead of this instance: at most once a second and feed,
 * however many readers, honest or forged, claim it. Who comes too early waits for the next look with the others.
 */
export class AheadLooks {
  private readonly pending = new Map<string, Promise<boolean>>();
  private readonly lastMs = new Map<string, number>();

  constructor(
    /** Resolves to whether the log could be asked. */
    private readonly look: (feed: string) => Promise<boolean>,
    private readonly clock: Clock,
    private readonly minIntervalMs = 1_000,
  ) {}

  run(feed: string): Promise<boolean> {
    const pending = this.pending.get(feed);
    if (pending !== undefined) return pending;
    const started = this.start(feed).finally(() => this.pending.delete(feed));
    this.pending.set(feed, started);
    return started;
  }

  private async start(feed: string): Promise<boolean> {
    const waitMs = (this.lastMs.get(feed) ?? -Infinity) + this.minIntervalMs - this.clock.now();
    if (waitMs > 0) await this.clock.sleep(waitMs);
    this.lastMs.set(feed, this.clock.now());
    return this.look(feed);
  }
}
