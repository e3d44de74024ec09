import { sql, type Kysely, type SqlBool } from 'kysely';

/** An index of the few changes that replaced and erased the words of an item. */
export async function redactions(db: Kysely<unknown>): Promise<void> {
  // SQLite uses a partial index only for a query with the very same condition, in the same words (last-erasure.ts).
  await db.schema
    .createIndex('changes_of_redactions')
    .on('changes')
    .columns(['feed', 'seq'])
    .where(sql<SqlBool>`kind = 'redact'`)
    .execute();
}
