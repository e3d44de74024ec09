import type { Kysely } from 'kysely';

/** The names that other systems have for items. */
export async function externalIds(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('external_ids')
    .addColumn('feed', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('item', 'text', (column) => column.notNull())
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('external_ids_key', ['feed', 'id'])
    .execute();
  await db.schema
    .createIndex('external_ids_by_item')
    .on('external_ids')
    .columns(['feed', 'item'])
    .execute();
}
