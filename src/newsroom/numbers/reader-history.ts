import type { ReaderPast } from '../../feed/newsroom-messages.ts';

/** An hour in slices, 1 KB a feed; of no more feeds than instances tell of. */
export const sliceSeconds = 30;
const maxSlices = 120;

/** How many readers each feed has had over the last hour, since this instance runs; in memory alone. */
export class ReaderHistory {
  private readonly feeds = new Map<string, number[]>();
  private notedMs = -Infinity;

  /** Takes the present counts; it keeps one of each slice. */
  note(readers: ReadonlyMap<string, number>, nowMs: number): void {
    if (nowMs - this.notedMs < sliceSeconds * 1_000) return;
    this.notedMs = nowMs;
    for (const feed of new Set([...this.feeds.keys(), ...readers.keys()])) {
      const counts = this.feeds.get(feed) ?? [];
      counts.push(readers.get(feed) ?? 0);
      if (counts.length > maxSlices) counts.shift();
      // Nobody for an hour: nothing to be told.
      if (counts.some((count) => count > 0)) this.feeds.set(feed, counts);
      else this.feeds.delete(feed);
    }
  }

  of(feed: string): ReaderPast {
    return { seconds: sliceSeconds, readers: [...(this.feeds.get(feed) ?? [])] };
  }
}
