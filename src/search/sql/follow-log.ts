import type { Transaction } from 'kysely';
import { lockSearch, removeFound } from '../../database/search-index.ts';
import type { Schema } from '../../database/schema.ts';
import { isErasingKind } from '../../feed/change-kinds.ts';
import { isTombstone, type Entry } from '../../feed/item.ts';
import { itemTokens } from '../words/found-item.ts';
import type { WordTable } from './word-table.ts';

/** Items that are posted within the same millisecond have places of their own. */
const placesPerMs = 1_000;

interface Followed {
  /** Feeds of which something may be left to follow. */
  readonly left: readonly string[];
  /** A change took words away that the index may have had: by an instance of the release before, which knows no index. */
  readonly hasErased: boolean;
}

/**
 * Brings the indexes of feeds up to their logs by one batch: the items that were changed are stored as they are now. Two that
 * follow at once come one after the other, and the second goes on where the first has ended.
 */
export async function followLogs(
  tx: Transaction<Schema>,
  table: WordTable,
  feeds: readonly string[],
): Promise<Followed> {
  await table.queueUp(tx);
  const left: string[] = [];
  let hasErased = false;
  let room = table.maxBatch;
  for (const feed of feeds) {
    const changes = room > 0 ? await followLog(tx, table, feed, room) : undefined;
    if (changes === undefined || changes.length >= room) left.push(feed);
    // A feed without changes is a look, too.
    room -= Math.max(1, changes?.length ?? 0);
    hasErased ||= changes?.some(({ kind }) => isErasingKind(kind)) === true;
  }
  return { left, hasErased };
}

/** The changes that it followed, at most `limit`. */
async function followLog(tx: Transaction<Schema>, table: WordTable, feed: string, limit: number) {
  const seq = await lockSearch(tx, feed);
  const changes = await tx
    .selectFrom('changes')
    .select(['seq', 'kind', 'item'])
    .where('feed', '=', feed)
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .execute();
  const last = changes.at(-1);
  if (last === undefined) return changes;
  const changed = new Set(changes.flatMap(({ item }) => (item === null ? [] : [item])));
  await store(tx, table, feed, [...changed]);
  await tx.updateTable('search_feeds').set({ seq: last.seq }).where('feed', '=', feed).execute();
  return changes;
}

async function store(
  tx: Transaction<Schema>,
  table: WordTable,
  feed: string,
  items: readonly string[],
): Promise<void> {
  if (items.length === 0) return;
  const places = await removeFound(tx, feed, items);
  const rows = await tx
    .selectFrom('items')
    .select(['id', 'entry', 'posted_at'])
    .where('feed', '=', feed)
    .where('id', 'in', items)
    .orderBy('posted_at')
    .orderBy('id')
    .execute();
  for (const row of rows) {
    const entry = JSON.parse(row.entry) as Entry;
    if (isTombstone(entry)) continue;
    const place = places.get(row.id) ?? (await freePlace(tx, row.posted_at));
    await table.put(tx, { place, feed, item: row.id }, itemTokens(entry));
  }
}

/** The first place at or after a time that no item has. */
async function freePlace(tx: Transaction<Schema>, postedAt: string): Promise<number> {
  let place = Date.parse(postedAt) * placesPerMs;
  for (;;) {
    const { last } = await tx
      .selectFrom('search_items')
      .select(({ fn }) => fn.max('place').as('last'))
      .where('place', '>=', place)
      .where('place', '<', place + placesPerMs)
      .executeTakeFirstOrThrow();
    // Max of no rows is null, whatever its type says.
    if ((last as number | null) === null) return place;
    place = last + 1;
  }
}
