import type { Database } from './database.ts';

/** Rows at once. */
const batch = 500;

export interface SealedAddress {
  readonly id: string;
  readonly address: string;
}

/**
 * All addresses of readers of one kind, as they are encrypted, by their ids and some hundreds at once, none of them empty. What is
 * changed meanwhile may be seen or not.
 */
export async function* sealedAddresses(
  database: Database,
  table: 'subscribers' | 'push_browsers',
): AsyncGenerator<readonly SealedAddress[]> {
  for (let after = ''; ;) {
    const rows = await database.run((db) =>
      db
        .selectFrom(table)
        .select(['id', 'address'])
        .where('id', '>', after)
        .orderBy('id')
        .limit(batch)
        .execute(),
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
    yield rows;
  }
}
