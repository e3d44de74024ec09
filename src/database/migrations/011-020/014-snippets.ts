import type { Kysely } from 'kysely';

/** The texts that editors of a feed insert often. */
export async function snippets(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('snippets')
    .addColumn('feed', 'text', (column) => column.primaryKey())
    .addColumn('rev', 'integer', (column) => column.notNull())
    .addColumn('list', 'text', (column) => column.notNull())
    .execute();
}
