import type { CampaignCounts, Counted } from '../../log/campaign/campaign-counts.ts';
import type { SiteCampaign } from '../../log/campaign/site-campaign.ts';
import type { Actor } from '../../log/log.ts';
import type { Publisher } from '../publisher.ts';

const batch = 50;
const everyMs = 1_000;

/**
 * Counts campaigns: the first count goes out at once, and once a second those that have waited, and what feeds are to show of the
 * campaign of the site. Every instance does so; the log lets one of them tell each.
 */
export class CampaignDesk {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly counts: CampaignCounts,
    private readonly site: SiteCampaign,
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
    for (const from of [this.counts, this.site]) {
      for (const feed of await from.due(batch)) {
        const appended = await from.tell(feed);
        if (appended !== undefined) this.publisher.announced(appended);
      }
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
