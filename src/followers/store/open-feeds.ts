import type { Database } from '../../database/database.ts';

/** The feeds that have a follower of a single kind which runs. */
export async function openFeedsOf(database: Database, kind: string): Promise<readonly string[]> {
  const rows = await database.run((db) =>
    db
      .selectFrom('followers')
      .select('feed')
      .distinct()
      .where('kind', '=', kind)
      .where('state', '=', 'running')
      .execute(),
  );
  return rows.map(({ feed }) => feed);
}
