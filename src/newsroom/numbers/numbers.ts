import type { Bus } from '../../bus/bus.ts';
import type { ReadersNotice, ScreenNotice, SitesNotice } from '../../bus/notice.ts';
import type { FeedNumbers } from '../../feed/newsroom-messages.ts';
import type { ScreenTimes } from '../../gateway/numbers/screen-times.ts';
import { countsOf, ReaderCounts } from './reader-counts.ts';
import { ReaderHistory } from './reader-history.ts';
import { SiteCounts, sitesTold, type SitesHere } from './site-counts.ts';

/** An instance tells its numbers this often. */
export const countBeatMs = 2_000;

/**
 * How many readers each feed has now, on which sites, and how long news take to them, over all instances. Nothing of
 * it is stored, and nobody is in it: each instance tells the others its counts.
 */
export class Numbers {
  private readonly counts = new ReaderCounts();
  private readonly sites = new SiteCounts();
  private readonly history = new ReaderHistory();

  constructor(
    private readonly bus: Pick<Bus, 'notify'>,
    /** The readers at this instance. */
    private readonly here: () => SitesHere,
    private readonly screenTimes: Pick<ScreenTimes, 'add' | 'of' | 'takeUntold'>,
    /** This instance's name in notices. */
    private readonly instance: string,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Tells all instances, this one included, of the readers here. `pages`: see countsOf. */
  tell(pages: readonly string[]): void {
    const { bus, instance } = this;
    const here = this.here();
    const sizes = [...here].map(([feed, sites]) => [feed, sumOf(sites.values())] as const);
    bus.notify({ kind: 'readers', instance, readers: countsOf(sizes, pages) });
    bus.notify({ kind: 'sites', instance, sites: sitesTold(here, pages) });
    const times = this.screenTimes.takeUntold();
    if (Object.keys(times).length > 0) bus.notify({ kind: 'screen', instance, times });
    this.history.note(this.counts.all(this.now()), this.now());
  }

  hear(notice: ReadersNotice | SitesNotice | ScreenNotice): void {
    switch (notice.kind) {
      case 'readers':
        return this.counts.hear(notice, this.now());
      case 'sites':
        return this.sites.hear(notice, this.now());
      case 'screen':
        // Its own reports this instance has counted when they came.
        if (notice.instance === this.instance) return;
        for (const [feed, times] of Object.entries(notice.times)) {
          for (const ms of times) this.screenTimes.add(feed, ms);
        }
    }
  }

  readonly readersOf = (feed: string): number => this.counts.of(feed, this.now());

  of(feed: string): FeedNumbers {
    const readers = this.readersOf(feed);
    return {
      readers,
      sites: this.sites.of(feed, readers, this.now()),
      publishToScreen: this.screenTimes.of(feed),
      past: this.history.of(feed),
    };
  }
}

function sumOf(counts: Iterable<number>): number {
  let sum = 0;
  for (const count of counts) sum += count;
  return sum;
}
