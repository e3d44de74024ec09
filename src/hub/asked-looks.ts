import type { Clock } from './clock.ts';

/**
 * Looks into the log because a reader claims a place this instance does not know: at most once a second and
 * feed, however many readers, honest or forged, claim one. Who asks waits with the others for the next look,
 * never for one under way: that one may have read the log before there was what the reader has.
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
    // Even without waiting, those of this turn go together.
    await this.clock.sleep(Math.max(0, waitMs));
    this.next.delete(feed);
    this.lastMs.set(feed, this.clock.now());
    return this.look(feed);
  }
}
