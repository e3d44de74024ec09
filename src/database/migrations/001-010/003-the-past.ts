import { sql, type Kysely, type SqlBool } from 'kysely';

/**
 * Indexes and a column for snapshots of an earlier time: changes by time, pins by seq, and the information that a feed
 * began with.
 */
export async function keepThePast(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('changes_by_time')
    .on('changes')
    .columns(['feed', 'at', 'seq'])
    .execute();
  // SQLite uses a partial index only for a query with the very same condition, in the same words (snapshot-at.ts).
  await db.schema
    .createIndex('changes_of_pins')
    .on('changes')
    .columns(['feed', 'seq'])
    .where(sql<SqlBool>`kind in ('pin', 'unpin')`)
    .execute();
  await db.schema.alterTable('feeds').addColumn('root_info', 'text').execute();
  await rememberBeginnings(db);
}

interface Tables {
  feeds: { slug: string; info: string; root_info: string | null };
  changes: { feed: string; seq: number; item: string | null; content: string };
}

/** A feed's original information was not stored; the information in its first `feed` change is the closest guess. */
async function rememberBeginnings(db: Kysely<Tables>): Promise<void> {
  for (const { slug, info } of await db.selectFrom('feeds').select(['slug', 'info']).execute()) {
    const changed = await db
      .selectFrom('changes')
      .select('content')
      .where('feed', '=', slug)
      .where('item', 'is', null)
      .orderBy('seq')
      .limit(1)
      .executeTakeFirst();
    const root = changed === undefined ? info : begun(changed.content);
    await db.updateTable('feeds').set({ root_info: root }).where('slug', '=', slug).execute();
  }
}

function begun(content: string): string {
  const { info } = JSON.parse(content) as { readonly info: object };
  return JSON.stringify({ ...info, coverage: 'open' });
}
