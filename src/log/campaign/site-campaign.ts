import type { Actor } from '../../database/audit.ts';
import type { Campaign } from '../../feed/campaign/campaign.ts';
import type { CampaignPatch } from '../command.ts';
import type { Appended } from '../log.ts';

/**
 * The campaign of the site. Every feed that has none of its own, or whose own is over, shows it: a change of its log tells it,
 * marked `site`. All feeds together are told counts at most once a second. Safe to use from many instances at once.
 */
export abstract class SiteCampaign {
  /** With its latest count, also where no feed shows that yet. */
  abstract present(): Promise<Campaign | undefined>;

  /** Sets it, or ends it. Throws `invalid_input` for a lower count where it only goes up. */
  abstract replace(wanted: CampaignPatch | null, by: Actor): Promise<Campaign | undefined>;

  /** Stores the count. Throws `not_found` where there is no campaign, and `invalid_input` for a lower count where it only goes up. */
  abstract count(count: number, by: Actor): Promise<number>;

  /** At most `limit` feeds that are to be told what the site's campaign is now. */
  abstract due(limit: number): Promise<readonly string[]>;

  /** Tells a feed; undefined where it has its own, knows it already, or there is nothing to end. */
  abstract tell(feed: string): Promise<Appended | undefined>;
}
