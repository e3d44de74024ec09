import type { CampaignCounts, Counted } from '../../log/campaign-counts.ts';
import type { Actor } from '../../log/log.ts';
import type { Publisher } from '../publisher.ts';

const batch = 50;
const everyMs = 1_000;

/**
 * Counts campaigns: the first count goes out at once, and once a second those that have waited. Every instance does so; the log
 * lets one of them tell a count.
 */
export class CampaignDesk {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly counts: CampaignCounts,
    private readonly publisher: Pick<Publisher, 'announced'>,
    private readonly onError: (error: unknown) => void,
  ) {}

  open(): void {
    this.timer = setTimeout(() => void this.tick(), everyMs * (0.8 + 0.4 * Math.random()));
  }

  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  async count(feed: string, count: number, by: Actor): Promise<Counted> {
    const counted = await this.counts.set(feed, count, by);
    if (counted.appended !== undefined) this.publisher.announced(counted.appended);
    return counted;
  }

  async tellDue(): Promise<void> {
    for (const feed of await this.counts.due(batch)) {
      const appended = await this.counts.tell(feed);
      if (appended !== undefined) this.publisher.announced(appended);
    }
  }

  private async tick(): Promise<void> {
    try {
      await this.tellDue();
    } catch (error) {
      this.onError(error);
    }
    if (this.timer !== undefined) this.open();
  }
}
