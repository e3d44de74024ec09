import type { Kysely } from 'kysely';

/** The keys by which publishers' sites sign for their signed-in readers. */
export async function readerKeys(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('reader_keys')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('feed', 'text', (column) => column.notNull())
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('by', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('ends_at', 'text')
    .execute();
  await db.schema
    .createIndex('reader_keys_by_feed')
    .on('reader_keys')
    .columns(['feed', 'id'])
    .execute();
}
