import type { ReadersNotice } from '../../bus/notice.ts';
import { ToldByInstances } from '../../bus/told-by-instances.ts';

/** Feeds that an instance tells of; those with the most readers. */
const maxFeeds = 1_000;

/**
 * How many readers are on each feed, at all instances: connections and streams, without those that poll and without the
 * editors' own pages. It costs a
 * message per instance in two seconds, however many readers there are.
 */
export class ReaderCounts {
  private readonly told = new ToldByInstances<ReadersNotice['readers']>();

  hear({ instance, readers }: ReadersNotice, nowMs: number): void {
    this.told.hear(instance, readers, nowMs);
  }

  of(feed: string, nowMs: number): number {
    let sum = 0;
    for (const readers of this.told.latest(nowMs)) {
      if (Object.hasOwn(readers, feed)) sum += readers[feed] ?? 0;
    }
    return Math.max(0, sum);
  }

  /** The feeds with readers, each with their number. */
  all(nowMs: number): ReadonlyMap<string, number> {
    const sums = new Map<string, number>();
    for (const readers of this.told.latest(nowMs)) {
      for (const [feed, count] of Object.entries(readers)) {
        sums.set(feed, (sums.get(feed) ?? 0) + count);
      }
    }
    return new Map([...sums].filter(([, count]) => count > 0));
  }
}

/**
 * What an instance tells of its own readers. `pages`: the feed of each editor's page here. Such a page may follow the feed
 * at another instance, so a count may be below 0: the sum is right.
 */
export function countsOf(
  sizes: Iterable<readonly [string, number]>,
  pages: readonly string[],
): Record<string, number> {
  const counts = new Map(sizes);
  for (const feed of pages) counts.set(feed, (counts.get(feed) ?? 0) - 1);
  const most = [...counts].sort(([, a], [, b]) => b - a).slice(0, maxFeeds);
  return Object.fromEntries(most);
}
