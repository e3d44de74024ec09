import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { TempoSlot } from '../log.ts';

const dayMs = 86_400_000;

/**
 * How much was posted when (see Log.tempo): a walk through the index of the feed's items, in slots so long that there
 * are no more than some 6,000 of them in the first 16 years.
 */
export async function tempo(database: Database, feed: string): Promise<readonly TempoSlot[]> {
  return database.read(async (tx) => {
    const ends = await tx
      .selectFrom('items')
      .select((all) => [all.fn.min('posted_at').as('first'), all.fn.max('posted_at').as('last')])
      .where('feed', '=', feed)
      .executeTakeFirst();
    const { first, last } = ends ?? {};
    if (typeof first !== 'string' || typeof last !== 'string') return [];
    const { letters, rest } = slotOf(Date.parse(last) - Date.parse(first));
    const slot = sql<string>`substr(posted_at, 1, ${sql.lit(letters)})`;
    const rows = await tx
      .selectFrom('items')
      .select((all) => [
        slot.as('slot'),
        all.fn.countAll().as('posts'),
        all.fn.sum('is_key').as('keys'),
      ])
      .where('feed', '=', feed)
      .groupBy(slot)
      .orderBy(slot)
      .execute();
    return rows.map((row) => ({
      from: row.slot + rest,
      posts: Number(row.posts),
      keys: Number(row.keys),
    }));
  });
}

/** How many letters of an RFC 3339 time name a slot, and what makes them a time again: minutes, hours or days. */
function slotOf(spanMs: number): { readonly letters: number; readonly rest: string } {
  if (spanMs <= 4 * dayMs) return { letters: 16, rest: ':00.000Z' };
  if (spanMs <= 240 * dayMs) return { letters: 13, rest: ':00:00.000Z' };
  return { letters: 10, rest: 'T00:00:00.000Z' };
}
