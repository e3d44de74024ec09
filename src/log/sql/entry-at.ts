import type { Entry } from '../../feed/item.ts';
import type { Session } from '../../database/database.ts';
import { entryOf } from './rows.ts';
import type { FeedRow } from '../../database/schema.ts';

/** The present entry of an id: the item, its tombstone, or undefined. */
export async function entryAt(db: Session, feed: FeedRow, id: string): Promise<Entry | undefined> {
  const row = await db
    .selectFrom('items')
    .select(['id', 'entry'])
    .where('feed', '=', feed.slug)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? undefined : entryOf(row, feed.pinned);
}
