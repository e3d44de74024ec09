import type { Kysely } from 'kysely';

/** Who wrote a draft and changed it last, and where it is on its way to readers. */
export async function draftsAndTheQueue(db: Kysely<unknown>): Promise<void> {
  // An instance of the release before writes rows without it.
  await db.schema
    .alterTable('drafts')
    .addColumn('state', 'text', (column) => column.notNull().defaultTo('draft'))
    .execute();
  for (const name of ['author', 'author_id', 'editor', 'note']) {
    await db.schema.alterTable('drafts').addColumn(name, 'text').execute();
  }
}
