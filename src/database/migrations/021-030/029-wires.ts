import type { Kysely } from 'kysely';

/** Wires, and what became of their entries among the drafts. */
export async function wires(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('wires')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('feed', 'text', (column) => column.notNull())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('every_seconds', 'integer', (column) => column.notNull())
    .addColumn('goes', 'text', (column) => column.notNull())
    .addColumn('filter', 'text', (column) => column.notNull())
    .addColumn('since', 'text', (column) => column.notNull())
    .addColumn('by', 'text', (column) => column.notNull())
    .addColumn('by_person', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('rev', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('due_at', 'text', (column) => column.notNull())
    .addColumn('lease', 'text')
    .addColumn('lease_until', 'text')
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addColumn('etag', 'text')
    .addColumn('modified', 'text')
    .addColumn('latest', 'text')
    .execute();
  await db.schema.createIndex('wires_by_feed').on('wires').columns(['feed', 'id']).execute();
  await db.schema
    .createTable('wire_entries')
    .addColumn('wire', 'text', (column) => column.notNull())
    .addColumn('entry', 'text', (column) => column.notNull())
    .addColumn('item', 'text', (column) => column.notNull())
    .addColumn('rev', 'integer', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('wire_entries_key', ['wire', 'entry'])
    .execute();
}
