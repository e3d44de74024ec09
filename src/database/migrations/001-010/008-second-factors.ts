import type { Kysely } from 'kysely';

/** What people sign in with beside a password: an app's one-time codes, and recovery codes. */
export async function secondFactors(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('second_factors')
    .addColumn('person', 'text', (column) => column.primaryKey())
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('confirmed_at', 'text')
    .addColumn('last_step', 'integer', (column) => column.notNull())
    .addColumn('wrong', 'integer', (column) => column.notNull())
    .addColumn('wrong_at', 'text')
    .execute();
  await db.schema
    .createTable('recovery_codes')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('person', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('recovery_codes_by_person')
    .on('recovery_codes')
    .column('person')
    .execute();
}
