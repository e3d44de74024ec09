import { sql, type Kysely } from 'kysely';
import { isEmbedded } from '../../is-embedded.ts';

/**
 * The search index, empty: it is filled from the log after the start. PostgreSQL has the words in a column, the embedded
 * database in a table of FTS5, which overwrites what is deleted (`secure-delete`).
 */
export async function search(db: Kysely<unknown>): Promise<void> {
  const embedded = isEmbedded(db);
  await db.schema
    .createTable('search_feeds')
    .addColumn('feed', 'varchar(64)', (column) => column.primaryKey())
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('search_items')
    .addColumn('place', embedded ? 'integer' : 'bigint', (column) => column.primaryKey())
    .addColumn('feed', 'varchar(64)', (column) => column.notNull())
    .addColumn('item', 'text', (column) => column.notNull())
    .$call((table) =>
      embedded ? table : table.addColumn('words', sql`tsvector`, (column) => column.notNull()),
    )
    .addUniqueConstraint('search_items_item', ['feed', 'item'])
    .execute();
  if (embedded) {
    // The words are ours: folded, parted by spaces. Prefixes of two and three signs have an index.
    await sql`create virtual table search_words using fts5(
      feed, words, tokenize = "ascii tokenchars '-'", prefix = '2 3', columnsize = 0
    )`.execute(db);
    await sql`insert into search_words(search_words, rank) values ('secure-delete', 1)`.execute(db);
    return;
  }
  await db.schema
    .createIndex('search_items_newest')
    .on('search_items')
    .columns(['feed', 'place'])
    .execute();
  await db.schema
    .createIndex('search_items_words')
    .on('search_items')
    .using('gin')
    .column('words')
    .execute();
}
