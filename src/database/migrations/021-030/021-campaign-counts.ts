import type { Kysely } from 'kysely';

/** Counts of campaigns that no change tells yet. */
export async function campaignCounts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('campaign_counts')
    .addColumn('feed', 'text', (column) => column.primaryKey())
    .addColumn('untold', 'text')
    .addColumn('by', 'text')
    .addColumn('free_at', 'text', (column) => column.notNull())
    .execute();
}
