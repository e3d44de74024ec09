import { sql, type Transaction } from 'kysely';
import { Refusal } from '../../feed/refusal.ts';
import {
  cursorAfter,
  parseCursor,
  snapshotItems,
  type Cursor,
  type Snapshot,
} from '../../feed/snapshot.ts';
import { isTombstone, type Entry } from '../../feed/item.ts';
import type { ItemsPage, Wording } from '../../feed/messages.ts';
import type { MadeWording } from '../made-wording.ts';
import type { FeedHead, FeedTail, ListedHead, PageRequest, Source } from '../log.ts';
import type { Database } from '../../database/database.ts';
import { entryAt } from './entry-at.ts';
import { lastErasure } from './last-erasure.ts';
import { lastRewriting } from './last-rewriting.ts';
import { wordingOf, wordings } from './wordings.ts';
import { changeOf, entryOf, headOf } from './rows.ts';
import type { FeedRow, Schema } from '../../database/schema.ts';
import { snapshotAt } from './snapshot-at.ts';

/** The reads of the log. Lists and snapshots are read at the same instant as their position. */
export class SqlReads {
  constructor(private readonly database: Database) {}

  async feeds(): Promise<readonly ListedHead[]> {
    const rows = await this.database.run((db) =>
      db.selectFrom('feeds').selectAll().orderBy('slug').execute(),
    );
    return rows.map((row) => ({ ...headOf(row), changedAt: row.last_at }));
  }

  async heads(feeds: readonly string[]): Promise<readonly FeedHead[]> {
    if (feeds.length === 0) return [];
    const rows = await this.database.run((db) =>
      db.selectFrom('feeds').selectAll().where('slug', 'in', feeds).execute(),
    );
    return rows.map(headOf);
  }

  async changes(feed: string, afterSeq: number, limit: number) {
    const rows = await this.database.run((db) =>
      db
        .selectFrom('changes')
        .innerJoin('feeds', 'feeds.slug', 'changes.feed')
        .selectAll('changes')
        .select('feeds.epoch')
        .where('changes.feed', '=', feed)
        .where('changes.seq', '>', afterSeq)
        .orderBy('changes.seq')
        .limit(limit)
        .execute(),
    );
    return rows.map((row) => changeOf(row, row.epoch));
  }

  async tagAt(feed: string, seq: number): Promise<string | undefined> {
    if (seq === 0) {
      const row = await this.database.run((db) => feedRow(db, feed));
      return row?.root_tag;
    }
    const row = await this.database.run((db) =>
      db
        .selectFrom('changes')
        .select('tag')
        .where('feed', '=', feed)
        .where('seq', '=', seq)
        .executeTakeFirst(),
    );
    return row?.tag;
  }

  lastTakedown(feed: string): Promise<{ seq: number; tag: string } | undefined> {
    return this.database.run((db) => lastErasure(db, feed));
  }

  lastRewriting(feed: string): Promise<{ seq: number; tag: string } | undefined> {
    return this.database.run((db) => lastRewriting(db, feed));
  }

  tail(feed: string, limit: number): Promise<FeedTail | undefined> {
    return this.database.read(async (tx) => {
      const row = await feedRow(tx, feed);
      if (row === undefined) return undefined;
      const changes = await tx
        .selectFrom('changes')
        .selectAll()
        .where('feed', '=', feed)
        .where('seq', '>', row.head - limit)
        .orderBy('seq')
        .execute();
      return {
        snapshot: await snapshotOf(tx, row),
        changes: changes.map((change) => changeOf(change, row.epoch)),
      };
    });
  }

  snapshot(feed: string): Promise<Snapshot | undefined> {
    return this.database.read(async (tx) => {
      const row = await feedRow(tx, feed);
      return row === undefined ? undefined : snapshotOf(tx, row);
    });
  }

  snapshotAt(feed: string, at: string, before?: string): Promise<Snapshot | undefined> {
    return this.database.read(async (tx) => {
      const row = await feedRow(tx, feed);
      return row === undefined ? undefined : snapshotAt(tx, row, at, edgeOf(before));
    });
  }

  items(feed: string, request: PageRequest): Promise<ItemsPage | undefined> {
    return this.database.read(async (tx) => {
      const row = await feedRow(tx, feed);
      if (row === undefined) return undefined;
      const { epoch, head: seq, tag } = row;
      return { ...(await page(tx, row, request)), epoch, seq, tag };
    });
  }

  entry(feed: string, id: string): Promise<Entry | undefined> {
    return this.database.read(async (tx) => {
      const row = await feedRow(tx, feed);
      return row === undefined ? undefined : entryAt(tx, row, id);
    });
  }

  async history(feed: string, id: string): Promise<readonly Wording[]> {
    const rows = await this.database.run((db) =>
      db
        .selectFrom('changes')
        .selectAll()
        .where('feed', '=', feed)
        .where('item', '=', id)
        .orderBy('seq')
        .execute(),
    );
    return wordings(rows.map((row) => changeOf(row, '')));
  }

  async wordings(feed: string, id: string): Promise<readonly MadeWording[]> {
    const rows = await this.database.run((db) =>
      db
        .selectFrom('changes')
        .selectAll()
        .select((eb) =>
          eb
            .selectFrom('audit')
            .select('audit.name')
            .whereRef('audit.feed', '=', 'changes.feed')
            .whereRef('audit.item', '=', 'changes.item')
            .whereRef('audit.seq', '=', 'changes.seq')
            .limit(1)
            .as('by'),
        )
        .where('feed', '=', feed)
        .where('item', '=', id)
        .orderBy('seq')
        .execute(),
    );
    return rows.flatMap(({ by, ...row }) => {
      const wording = wordingOf(changeOf(row, ''));
      return wording === undefined ? [] : [{ ...wording, ...(by !== null && { by }) }];
    });
  }

  async source(feed: string, id: string): Promise<Source | undefined> {
    return this.database.read(async (tx) => {
      const draft = await tx
        .selectFrom('drafts')
        .select(['id', 'rev', 'markdown'])
        .where('feed', '=', feed)
        .where('id', '=', id)
        .executeTakeFirst();
      if (draft !== undefined) return draft;
      const row = await tx
        .selectFrom('items')
        .select(['id', 'entry', 'markdown'])
        .where('feed', '=', feed)
        .where('id', '=', id)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const held = JSON.parse(row.entry) as Entry;
      return 'rev' in held ? { id, rev: held.rev, markdown: row.markdown } : undefined;
    });
  }

  async ping(): Promise<void> {
    await this.database.run((db) => sql`select 1`.execute(db));
  }
}

function feedRow(db: Transaction<Schema> | Database['db'], feed: string) {
  return db.selectFrom('feeds').selectAll().where('slug', '=', feed).executeTakeFirst();
}

async function snapshotOf(tx: Transaction<Schema>, feed: FeedRow): Promise<Snapshot> {
  const { items, next } = await page(tx, feed, { limit: snapshotItems });
  const pinned = feed.pinned === null ? undefined : await entryAt(tx, feed, feed.pinned);
  const isShown = pinned !== undefined && !isTombstone(pinned);
  return { ...headOf(feed), items, pinned: isShown ? pinned : null, more: next };
}

/** Reads one row more than asked for, to know whether there is a next page. */
async function page(tx: Transaction<Schema>, feed: FeedRow, request: PageRequest) {
  const [direction, beyond] =
    request.order === 'oldest' ? (['asc', '>'] as const) : (['desc', '<'] as const);
  let query = tx
    .selectFrom('items')
    .select(['id', 'entry'])
    .where('feed', '=', feed.slug)
    .orderBy('posted_at', direction)
    .orderBy('id', direction)
    .limit(request.limit + 1);
  const edge = edgeOf(request.before);
  if (edge !== undefined) {
    query = query.where((where) =>
      where(where.refTuple('posted_at', 'id'), beyond, where.tuple(edge.postedAt, edge.id)),
    );
  }
  if (request.key === true) query = query.where('is_key', '=', 1);
  const rows = await query.execute();
  const items = rows.slice(0, request.limit).map((row) => entryOf(row, feed.pinned));
  const last = items.at(-1);
  const next = rows.length > request.limit && last !== undefined ? cursorAfter(last) : null;
  return { items, next };
}

function edgeOf(cursor: string | undefined): Cursor | undefined {
  if (cursor === undefined) return undefined;
  const edge = parseCursor(cursor);
  if (edge !== undefined) return edge;
  throw new Refusal('invalid_input', 'Take the cursor from "next" or "more" of an answer.', [
    { pointer: '/before', detail: 'is no cursor of this feed' },
  ]);
}
