import { parseCursor } from '../../feed/snapshot.ts';
import type { Database } from '../../database/database.ts';
import type { FeedEntry, PageRequest } from '../log.ts';
import { entryOf } from './rows.ts';

/** The entries of several feeds since a time (see Log.recent). Each feed is one seek in the index of its items. */
export async function recentEntries(
  database: Database,
  feeds: readonly string[],
  since: string,
  { before, limit }: Pick<PageRequest, 'before' | 'limit'>,
): Promise<readonly FeedEntry[]> {
  if (feeds.length === 0) return [];
  const edge = before === undefined ? undefined : parseCursor(before);
  const rows = await database.run((db) => {
    const query = db
      .selectFrom('items')
      .select(['feed', 'id', 'entry'])
      .where('feed', 'in', feeds)
      .where('posted_at', '>=', since)
      .orderBy('posted_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit);
    return edge === undefined
      ? query.execute()
      : query
          .where((where) =>
            where(where.refTuple('posted_at', 'id'), '<', where.tuple(edge.postedAt, edge.id)),
          )
          .execute();
  });
  // What is pinned is the feed's state, which nobody asks of such a list.
  return rows.map((row) => ({ feed: row.feed, entry: entryOf(row, null) }));
}
