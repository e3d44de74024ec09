import type { Kysely } from 'kysely';

/** Uploads, and which item or draft shows which of them. */
export async function media(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('media')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('width', 'integer', (column) => column.notNull())
    .addColumn('height', 'integer', (column) => column.notNull())
    .addColumn('bytes', 'integer', (column) => column.notNull())
    .addColumn('files', 'text', (column) => column.notNull())
    .addColumn('added_at', 'text', (column) => column.notNull())
    .addColumn('added_by', 'text', (column) => column.notNull())
    .addColumn('added_by_id', 'text')
    .addColumn('erased_at', 'text')
    .execute();
  await db.schema.createIndex('media_by_erasure').on('media').column('erased_at').execute();
  await db.schema
    .createTable('media_uses')
    .addColumn('media', 'text', (column) => column.notNull())
    .addColumn('feed', 'text', (column) => column.notNull())
    .addColumn('item', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('media_uses_key', ['media', 'feed', 'item'])
    .execute();
  await db.schema
    .createIndex('media_uses_by_item')
    .on('media_uses')
    .columns(['feed', 'item'])
    .execute();
}
