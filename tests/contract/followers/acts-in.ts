import type { LogRoom } from '../on-every-database.ts';

/** What was done in the room's feed, and about what, as the audit has it. */
export async function actsIn({ database, feed }: LogRoom): Promise<readonly string[]> {
  const rows = await database.db
    .selectFrom('audit')
    .select(['action', 'about'])
    .where('feed', '=', feed)
    .orderBy('id')
    .execute();
  return rows.map(({ action, about }) => `${action}: ${about}`);
}
