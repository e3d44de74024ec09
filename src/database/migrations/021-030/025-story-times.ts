import { sql, type Kysely, type SqlBool } from 'kysely';

/**
 * The story's own time of a change that was imported; null of every other change, whose time is `at`. The partial index finds
 * the latest such change of a feed.
 */
export async function storyTimes(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('changes').addColumn('story_at', 'text').execute();
  // SQLite uses a partial index only for a query with the very same condition, in the same words (last-rewriting.ts).
  await db.schema
    .createIndex('changes_of_imports')
    .on('changes')
    .columns(['feed', 'seq'])
    .where(sql<SqlBool>`story_at is not null`)
    .execute();
}
