import type { Kysely } from 'kysely';

/** Posts on other networks that are about to be made. */
export async function networkIntents(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('network_intents')
    .addColumn('follower', 'text', (column) => column.notNull())
    .addColumn('item', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('made_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('network_intents_key', ['follower', 'item', 'key'])
    .execute();
}
