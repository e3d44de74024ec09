import type { Actor } from '../../database/audit.ts';
import type { Appended } from '../log.ts';

/** What became of a count: `appended` is the change that tells it; without one, a change will within seconds. */
export interface Counted {
  readonly count: number;
  readonly appended?: Appended | undefined;
}

/**
 * The counts of campaigns. However often a feed's is set, and at however many instances, a change tells the latest at most every
 * few seconds; what no change tells yet is stored. Safe to use from many instances at once.
 */
export abstract class CampaignCounts {
  /**
   * Stores the count. Throws `unknown_feed`, `not_found` where there is no campaign, and `invalid_input` for a lower count where it
   * only goes up.
   */
  abstract set(feed: string, count: number, by?: Actor): Promise<Counted>;

  /** At most `limit` feeds with a count that no change tells and whose time has come. */
  abstract due(limit: number): Promise<readonly string[]>;

  /** Tells the stored count by a change; undefined where another instance has, or its time has not come. */
  abstract tell(feed: string): Promise<Appended | undefined>;
}
