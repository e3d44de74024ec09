import { sql, type SqlBool } from 'kysely';
import type { Session } from '../../database/database.ts';
import { lastErasure } from './last-erasure.ts';

/** The newest change that changed an earlier time of the feed (see Log.lastRewriting), without a scan of the log. */
export async function lastRewriting(
  db: Session,
  feed: string,
): Promise<{ readonly seq: number; readonly tag: string } | undefined> {
  const erasure = await lastErasure(db, feed);
  const imported = await db
    .selectFrom('changes')
    .select(['seq', 'tag'])
    .where('feed', '=', feed)
    // The same words as in the index (025-story-times.ts): SQLite uses it for nothing else.
    .where(sql<SqlBool>`story_at is not null`)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (erasure === undefined || imported === undefined) return erasure ?? imported;
  return erasure.seq > imported.seq ? erasure : imported;
}
