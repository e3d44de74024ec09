import type { Transaction } from 'kysely';
import type { Database, Session } from '../../database/database.ts';
import type { FeedRow, Schema } from '../../database/schema.ts';
import { Refusal } from '../../feed/refusal.ts';
import { ExternalIds, type ExternalId } from '../external-ids.ts';
import type { Appended, EarlierUse, Published } from '../log.ts';
import { draftRow, found } from './draft-rows.ts';
import { appendedAt, feedRow } from './earlier-use.ts';
import { entryAt } from './entry-at.ts';
import { draftOf } from './rows.ts';

export class SqlExternalIds extends ExternalIds {
  constructor(private readonly database: Database) {
    super();
  }

  earlierUse(feed: string, external: ExternalId): Promise<EarlierUse | undefined> {
    return this.database.read(async (tx) => {
      const item = await itemUnder(tx, feed, external);
      if (item === undefined) return undefined;
      const draft = await draftRow(tx, feed, item);
      if (draft !== undefined) return { kind: 'draft', draft: draftOf(draft) };
      const appended = await postOf(tx, await feedRow(tx, feed), item);
      return appended === undefined ? { kind: 'discarded' } : { kind: 'change', appended };
    });
  }

  async itemOf(feed: string, id: string): Promise<string | undefined> {
    return (await this.database.run((db) => rowOf(db, feed, id)))?.item;
  }

  async of(feed: string, items: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (items.length === 0) return new Map();
    const rows = await this.database.run((db) =>
      db
        .selectFrom('external_ids')
        .select(['item', 'id'])
        .where('feed', '=', feed)
        .where('item', 'in', items)
        .execute(),
    );
    return new Map(rows.map(({ item, id }) => [item, id]));
  }
}

/**
 * What was published, held or kept under this id before; undefined for a new id, and without one. For writers that have
 * locked the feed's row. Throws `external_id_taken`, and `unknown_item` for a draft that was discarded.
 */
export async function publishedUnder(
  tx: Transaction<Schema>,
  row: FeedRow,
  external: ExternalId | undefined,
): Promise<Published | undefined> {
  const item = external === undefined ? undefined : await itemUnder(tx, row.slug, external);
  if (item === undefined) return undefined;
  const appended = await postOf(tx, row, item);
  if (appended !== undefined) return { kind: 'out', appended };
  return { kind: 'held', draft: found(await draftRow(tx, row.slug, item)) };
}

/** Gives an item its external id, in the transaction that makes the item. */
export async function nameExternally(
  tx: Transaction<Schema>,
  feed: string,
  item: string,
  external: ExternalId | undefined,
): Promise<void> {
  if (external === undefined) return;
  const { id, fingerprint } = external;
  await tx.insertInto('external_ids').values({ feed, id, item, fingerprint }).execute();
}

/** The item or draft that was made under an id; undefined for a new one. Throws `external_id_taken`. */
export async function itemUnder(
  db: Session,
  feed: string,
  { id, fingerprint }: ExternalId,
): Promise<string | undefined> {
  const row = await rowOf(db, feed, id);
  if (row === undefined || row.fingerprint === fingerprint) return row?.item;
  const detail = `The item ${row.item} has this externalId, and was made of something else: change that item.`;
  throw new Refusal('external_id_taken', detail, [], { id: row.item });
}

function rowOf(db: Session, feed: string, id: string) {
  return db
    .selectFrom('external_ids')
    .select(['item', 'fingerprint'])
    .where('feed', '=', feed)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The change that published an item, and the item as it is now. */
async function postOf(db: Session, row: FeedRow, item: string): Promise<Appended | undefined> {
  const change = await db
    .selectFrom('changes')
    .select('seq')
    .where('feed', '=', row.slug)
    .where('item', '=', item)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  if (change === undefined) return undefined;
  return { ...(await appendedAt(db, row, change.seq)), entry: await entryAt(db, row, item) };
}
