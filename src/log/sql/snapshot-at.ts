import { sql, type SqlBool, type Transaction } from 'kysely';
import type { ChangeContent } from '../../feed/change.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import { isTombstone, type Entry } from '../../feed/item.ts';
import {
  emptySnapshot,
  newest,
  snapshotItems,
  type Cursor,
  type Snapshot,
} from '../../feed/snapshot.ts';
import type { FeedRow, Schema } from '../../database/schema.ts';

/**
 * A feed as it stood at a time (see Log.snapshotAt), without folding its changes: from the newest items posted by
 * then to the last wording each had. Six reads by index, of 22 items and their wordings, however long the log is.
 */
export async function snapshotAt(
  tx: Transaction<Schema>,
  feed: FeedRow,
  at: string,
  edge?: Cursor,
): Promise<Snapshot> {
  const last = await tx
    .selectFrom('changes')
    .select(['seq', 'tag'])
    .where('feed', '=', feed.slug)
    .where('at', '<=', at)
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const { seq, tag } = last ?? { seq: 0, tag: feed.root_tag };
  const begun = emptySnapshot(
    feed.slug,
    { epoch: feed.epoch, seq, tag },
    await infoThen(tx, feed, seq),
  );

  const pinnedId = await pinnedThen(tx, feed, seq);
  // No item has its place after the time it was posted at, so these are all that were posted by then, and some later ones
  // that were moved down, which had no wording yet.
  let query = entriesThen(tx, feed, at)
    .where('posted_at', '<=', at)
    .where((where) => where.exists(changesThen(tx, feed, at)))
    .orderBy('posted_at', 'desc')
    .orderBy('id', 'desc')
    .limit(snapshotItems + 1);
  if (edge !== undefined) {
    query = query.where((where) =>
      where(where.refTuple('posted_at', 'id'), '<', where.tuple(edge.postedAt, edge.id)),
    );
  }
  const rows = await query.execute();
  const entries = rows.map((row) => entryOf(row, pinnedId));
  const [pinned] =
    pinnedId === null ? [] : await entriesThen(tx, feed, at).where('id', '=', pinnedId).execute();
  return newest({ ...begun, items: entries, pinned: shown(pinned, pinnedId) }, snapshotItems);
}

/** Changes of the feed itself are those of no item. */
async function infoThen(tx: Transaction<Schema>, feed: FeedRow, seq: number): Promise<FeedInfo> {
  const row = await tx
    .selectFrom('changes')
    .select('content')
    .where('feed', '=', feed.slug)
    .where('item', 'is', null)
    .where('seq', '<=', seq)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return JSON.parse(feed.root_info ?? feed.info) as FeedInfo;
  return (JSON.parse(row.content) as Extract<ChangeContent, { kind: 'feed' }>).info;
}

/** An item can be unpinned only while it is pinned, so the latest pin or unpin decides. */
async function pinnedThen(
  tx: Transaction<Schema>,
  feed: FeedRow,
  seq: number,
): Promise<string | null> {
  const row = await tx
    .selectFrom('changes')
    .select(['kind', 'item'])
    .where('feed', '=', feed.slug)
    .where('seq', '<=', seq)
    // The same words as in the index (003-the-past.ts): SQLite uses it for nothing else.
    .where(sql<SqlBool>`kind in ('pin', 'unpin')`)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.kind === 'pin' ? row.item : null;
}

/** Items, each with the latest change up to a time that holds its wording. */
function entriesThen(tx: Transaction<Schema>, feed: FeedRow, at: string) {
  return tx
    .selectFrom('items')
    .select([
      'id',
      'entry',
      changesThen(tx, feed, at).orderBy('changes.seq', 'desc').limit(1).as('wording'),
    ])
    .where('feed', '=', feed.slug);
}

/** The changes of an item that hold a wording of it and had happened by then. */
function changesThen(tx: Transaction<Schema>, feed: FeedRow, at: string) {
  return tx
    .selectFrom('changes')
    .select('content')
    .where('changes.feed', '=', feed.slug)
    .where(sql<SqlBool>`changes.item = items.id`)
    .where(sql<SqlBool>`coalesce(changes.story_at, changes.at) <= ${at}`)
    .where('changes.kind', '<>', 'unpin');
}

interface EntryThen {
  readonly id: string;
  readonly entry: string;
  readonly wording: string | null;
}

/** An item that was taken down, by that time or later, is its tombstone. */
function entryOf({ id, entry, wording }: EntryThen, pinnedId: string | null): Entry {
  const now = JSON.parse(entry) as Entry;
  const then = wording === null ? undefined : (JSON.parse(wording) as ChangeContent);
  if (isTombstone(now) || then === undefined || !('item' in then)) return now;
  return isTombstone(then.item) ? then.item : { ...then.item, pinned: id === pinnedId };
}

function shown(row: EntryThen | undefined, pinnedId: string | null): Snapshot['pinned'] {
  if (row === undefined) return null;
  const entry = entryOf(row, pinnedId);
  return isTombstone(entry) ? null : entry;
}
