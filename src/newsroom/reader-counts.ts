import type { ReadersNotice } from '../bus/notice.ts';

/** An instance that has not repeated its counts for this long is gone, and its readers with it. */
const leaseMs = 7_000;
/** An instance tells its counts this often. */
export const countBeatMs = 2_000;
/** Feeds that an instance tells of; those with the most readers. */
const maxFeeds = 1_000;
/** Instances that are remembered; what is above it is not counted. */
const maxInstances = 500;

interface Told {
  readonly readers: Readonly<Record<string, number>>;
  readonly atMs: number;
}

/**
 * How many readers are on each feed, at all instances: connections and streams, without those that poll and without the
 * editors' own pages. It costs a
 * message per instance in two seconds, however many readers there are.
 */
export class ReaderCounts {
  private readonly instances = new Map<string, Told>();

  hear({ instance, readers }: ReadersNotice, nowMs: number): void {
    if (!this.instances.has(instance) && this.instances.size >= maxInstances) return;
    this.instances.set(instance, { readers, atMs: nowMs });
  }

  of(feed: string, nowMs: number): number {
    let sum = 0;
    for (const [instance, { readers, atMs }] of this.instances) {
      if (nowMs - atMs > leaseMs) this.instances.delete(instance);
      else if (Object.hasOwn(readers, feed)) sum += readers[feed] ?? 0;
    }
    return Math.max(0, sum);
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
