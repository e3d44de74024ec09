import type { Transaction } from 'kysely';
import type { Database } from './database.ts';
import type { FeedRow, Schema } from './schema.ts';

/** A feed's row, locked until its transaction ends. */
export interface LockedFeedRow extends FeedRow {
  /** The database's time, read under the lock. */
  readonly now: string;
}

/**
 * Locks a feed's row for this transaction; undefined where the feed is unknown. The row is the one lock for all that belongs
 * to its feed (changes, drafts, followers, wires), so nothing is locked in two orders, and no two transactions count the same.
 */
export function lockFeedRow(
  tx: Transaction<Schema>,
  database: Database,
  feed: string,
): Promise<LockedFeedRow | undefined> {
  return tx
    .updateTable('feeds')
    .set((update) => ({ head: update.ref('head') }))
    .where('slug', '=', feed)
    .returningAll()
    .returning(database.now.as('now'))
    .executeTakeFirst();
}
