import type { Kysely } from 'kysely';

/** The colour of an uploaded picture; those of before have none. */
export async function colorsOfPictures(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('media').addColumn('color', 'text').execute();
}
