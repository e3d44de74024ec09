import type { Transaction } from 'kysely';
import { isEmbedded } from './is-embedded.ts';
import type { Schema } from './schema.ts';

/**
 * Locks a feed's search index until the transaction ends, and returns its position. Whoever writes into the index holds this
 * lock: who takes a text away waits for who may be about to write it, and the other way round.
 */
export async function lockSearch(tx: Transaction<Schema>, feed: string): Promise<number> {
  const { seq } = await tx
    .insertInto('search_feeds')
    .values({ feed, seq: 0 })
    .onConflict((conflict) => conflict.column('feed').doUpdateSet({ feed }))
    .returning('seq')
    .executeTakeFirstOrThrow();
  return seq;
}

/** Takes an item's words out of the search index, in the transaction that takes them from readers. */
export async function dropFromSearch(
  tx: Transaction<Schema>,
  feed: string,
  item: string,
): Promise<void> {
  await lockSearch(tx, feed);
  await removeFound(tx, feed, [item]);
}

/** Removes items from the index, for who has locked it. Returns the places they had. */
export async function removeFound(
  tx: Transaction<Schema>,
  feed: string,
  items: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (items.length === 0) return new Map();
  const rows = await tx
    .deleteFrom('search_items')
    .where('feed', '=', feed)
    .where('item', 'in', items)
    .returning(['item', 'place'])
    .execute();
  if (isEmbedded(tx)) {
    for (const { place } of rows) {
      await tx.deleteFrom('search_words').where('rowid', '=', place).execute();
    }
  }
  return new Map(rows.map(({ item, place }) => [item, place]));
}
