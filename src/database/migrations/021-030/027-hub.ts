import type { Kysely } from 'kysely';

/** What subscribers of the hub follow, until when, and what they ask for before it is confirmed. */
export async function hub(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('followers').addColumn('topic', 'text').execute();
  await db.schema.alterTable('followers').addColumn('ends_at', 'text').execute();
  await db.schema
    .createTable('hub_requests')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('feed', 'text', (column) => column.notNull())
    .addColumn('topic', 'text', (column) => column.notNull())
    .addColumn('callback', 'text', (column) => column.notNull())
    .addColumn('host', 'text', (column) => column.notNull())
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('lease_seconds', 'integer', (column) => column.notNull())
    .addColumn('asked', 'text', (column) => column.notNull())
    .addColumn('asked_at', 'text', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('due_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('hub_requests_by_time').on('hub_requests').column('due_at').execute();
}
