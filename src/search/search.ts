import type { SearchPage } from '../feed/messages.ts';
import type { SearchQuery } from './words/search-query.ts';

/** A feed whose index is behind its log, and by how many changes. */
export interface Lagging {
  readonly feed: string;
  readonly changes: number;
}

/**
 * Finds published items by their present words. The index follows the log at a position of its own for each feed; only what
 * is taken away (a takedown, replaced words) leaves it in the transaction of the change.
 */
export abstract class Search {
  /**
   * The items of these feeds, or of all, that have every term; the newest first. What was published before the call is among
   * them, unless the page is not complete. Never tells a word that is not in an item at present. Throws
   * `too_many_requests` when too many searches wait here, and `unavailable`.
   */
  abstract find(query: SearchQuery, feeds: readonly string[] | 'all'): Promise<SearchPage>;

  /** Feeds whose index is behind their log, and whose last change is so many seconds old; at most `limit`. */
  abstract lagging(limit: number, quietSeconds?: number): Promise<readonly Lagging[]>;

  /**
   * Brings the indexes of feeds up to their logs by one batch of changes; the feeds of which something may be left. Safe to
   * call from many instances at once.
   */
  abstract follow(feeds: readonly string[]): Promise<readonly string[]>;
}
