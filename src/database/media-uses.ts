import type { Transaction } from 'kysely';
import { mediaIdsIn } from '../feed/media-address.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';

/** An item or a draft. */
interface Place {
  readonly feed: string;
  readonly item: string;
}

/**
 * Writes down which uploads an item or draft shows, in the transaction that stores its text. A use ends with the item
 * or its earlier wordings: they show what they showed.
 */
export async function useMedia(
  tx: Transaction<Schema>,
  { feed, item }: Place,
  text: string,
): Promise<void> {
  const ids = await lockMedia(tx, mediaIdsIn(text));
  if (ids.length === 0) return;
  await tx
    .insertInto('media_uses')
    .values(ids.map((media) => ({ media, feed, item })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Ends the uses of an item or draft, but of what it still shows, in the transaction that takes it or earlier wordings away. What nothing else shows is erased with it:
 * from then on no reader gets it, and its files are removed (see MediaSweep).
 */
export async function releaseMedia(
  tx: Transaction<Schema>,
  { now }: Pick<Database, 'now'>,
  { feed, item }: Place,
  shows: readonly string[] = [],
): Promise<void> {
  const all = await tx
    .selectFrom('media_uses')
    .select('media')
    .where('feed', '=', feed)
    .where('item', '=', item)
    .execute();
  const uses = all.filter(({ media }) => !shows.includes(media));
  if (uses.length === 0) return;
  const ids = await lockMedia(
    tx,
    uses.map(({ media }) => media),
  );
  await tx
    .deleteFrom('media_uses')
    .where('feed', '=', feed)
    .where('item', '=', item)
    .where(
      'media',
      'in',
      uses.map(({ media }) => media),
    )
    .execute();
  if (ids.length === 0) return;
  await tx
    .updateTable('media')
    .set({ erased_at: now })
    .where('id', 'in', ids)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('media_uses').select('item').whereRef('media_uses.media', '=', 'media.id'),
        ),
      ),
    )
    .execute();
}

/**
 * Holds the rows of uploads until the transaction ends, in one order, so that two transactions never wait for each other:
 * one that begins to show an upload and one that ends its last use come one after the other. Returns what is not erased.
 */
async function lockMedia(
  tx: Transaction<Schema>,
  ids: readonly string[],
): Promise<readonly string[]> {
  const held: string[] = [];
  for (const id of ids.toSorted()) {
    const row = await tx
      .updateTable('media')
      .set((update) => ({ erased_at: update.ref('erased_at') }))
      .where('id', '=', id)
      .where('erased_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (row !== undefined) held.push(row.id);
  }
  return held;
}
