import type { Database } from '../../../src/database/database.ts';

/** Undoes what the migration 006 has made. */
export async function forgetPeople(db: Database['db']): Promise<void> {
  await db.schema.dropIndex('sessions_by_person').execute();
  for (const name of ['id', 'person', 'opened_at', 'seen_at', 'agent']) {
    await db.schema.alterTable('sessions').dropColumn(name).execute();
  }
  for (const table of ['people', 'invitations', 'tokens', 'audit']) {
    await db.schema.dropTable(table).execute();
  }
}
