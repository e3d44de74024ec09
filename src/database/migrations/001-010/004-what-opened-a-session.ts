import type { Kysely } from 'kysely';

/** The proof that a session was opened with, and a table for the writes that try whether writing works. */
export async function whatOpenedASession(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('sessions').addColumn('proof', 'text').execute();
  await db.schema
    .createTable('probes')
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();
}
