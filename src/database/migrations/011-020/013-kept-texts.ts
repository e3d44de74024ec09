import type { Kysely } from 'kysely';

/** Unsent texts, as their writers' pages keep them. */
export async function keptTexts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('kept_texts')
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('feed', 'text', (column) => column.notNull())
    .addColumn('item', 'text')
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('size', 'integer', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('kept_texts_by_person', ['person', 'name'])
    .execute();
  await db.schema
    .createIndex('kept_texts_by_item')
    .on('kept_texts')
    .columns(['item', 'feed'])
    .execute();
}
