import { sql, type Transaction } from 'kysely';
import { v7 } from 'uuid';
import { recordAct, type Actor } from '../../../database/audit.ts';
import { hasFeed } from '../../../database/has-feed.ts';
import type { Database, Session } from '../../../database/database.ts';
import type { Schema } from '../../../database/schema.ts';
import type { UpstreamRow } from '../../../database/rows/follower-rows.ts';
import type { ActName } from '../../../feed/act-name.ts';
import { Refusal } from '../../../feed/refusal.ts';
import { keptEnd } from '../../upstreams/follow-mark.ts';
import {
  hostOf,
  type NewUpstream,
  type Upstream,
  type UpstreamChange,
} from '../../upstreams/upstream.ts';
import { Upstreams } from '../../upstreams/upstreams.ts';
import { lockFeed } from '../append.ts';
import { externalStart, isOf, upstreamOf } from './upstream-row.ts';

/** Each is looked at by an instance every second. */
const maxUpstreams = 20;
const maxListed = 100;

export class SqlUpstreams extends Upstreams {
  constructor(private readonly database: Database) {
    super();
  }

  list(feed: string): Promise<readonly Upstream[] | undefined> {
    return this.database.read(async (tx) => {
      if (!(await hasFeed(tx, feed))) return undefined;
      const rows = await tx
        .selectFrom('upstreams')
        .selectAll()
        .where('feed', '=', feed)
        .orderBy('id')
        .execute();
      const found: Upstream[] = [];
      for (const row of rows) found.push(upstreamOf(row, await countKept(tx, row)));
      return found;
    });
  }

  keptItems(feed: string, id: string): Promise<readonly string[]> {
    return this.database.read(async (tx) => {
      const row = await tx
        .selectFrom('upstreams')
        .selectAll()
        .where('feed', '=', feed)
        .where('id', '=', id)
        .executeTakeFirst();
      if (row === undefined) return [];
      const items = await kept(tx, row)
        .select('item')
        .orderBy('item', 'desc')
        .limit(maxListed)
        .execute();
      return items.map(({ item }) => item);
    });
  }

  add(upstream: NewUpstream, by: Actor): Promise<Upstream> {
    const { feed, url, name, mode, token, position, hasPast } = upstream;
    return this.database.write(async (tx) => {
      const { now } = await lockFeed(tx, this.database, feed);
      const all = await tx.selectFrom('upstreams').select('url').where('feed', '=', feed).execute();
      if (all.some((other) => other.url === url)) {
        throw new Refusal(
          'upstream_exists',
          'This feed takes its items already: change that one.',
          [{ pointer: '/url', detail: 'is followed already' }],
        );
      }
      if (all.length >= maxUpstreams) {
        throw new Refusal(
          'too_many_upstreams',
          `A feed has at most ${maxUpstreams}. Remove one that is not needed any more.`,
        );
      }
      const row: UpstreamRow = {
        id: v7(),
        feed,
        url,
        name,
        mode,
        token: token ?? null,
        by: by.name,
        created_at: now,
        since: hasPast ? null : now,
        rev: 1,
        state: 'running',
        ...position,
        head: position.seq,
        lease: null,
        lease_until: null,
        failures: 0,
        reason: null,
        answered_at: null,
        wait_until: null,
        skipped: 0,
        skipped_reason: null,
        compared: null,
      };
      await tx.insertInto('upstreams').values(row).execute();
      await this.record(tx, 'add upstream', row, by);
      return upstreamOf(row, 0);
    });
  }

  change(feed: string, id: string, change: UpstreamChange, by: Actor) {
    return this.database.write(async (tx) => {
      const row = await tx
        .updateTable('upstreams')
        .set((update) => ({ rev: sql<number>`${update.ref('rev')} + 1` }))
        .where('feed', '=', feed)
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const { state, ...others } = change;
      if (others.url !== undefined && others.url !== row.url) await move(tx, row, others.url);
      const changed: UpstreamRow = {
        ...row,
        name: nameOf(row, others),
        ...(others.mode !== undefined && { mode: others.mode }),
        ...(others.url !== undefined && { url: others.url }),
        ...(others.token !== undefined && { token: others.token }),
        ...(state !== undefined && { state }),
        // What failed before says nothing of one that somebody lets go on, nor of another token.
        ...((state ?? others.token ?? others.url) !== undefined && {
          failures: 0,
          wait_until: null,
          reason: null,
        }),
        lease: null,
        lease_until: null,
      };
      await tx.updateTable('upstreams').set(changed).where('id', '=', id).execute();
      if (Object.values(others).some((value) => value !== undefined)) {
        await this.record(tx, 'change upstream', row, by);
      }
      if (state !== undefined && state !== row.state) {
        await this.record(tx, state === 'paused' ? 'pause upstream' : 'continue upstream', row, by);
      }
      return upstreamOf(changed, await countKept(tx, changed));
    });
  }

  remove(feed: string, id: string, by: Actor): Promise<boolean> {
    return this.database.write(async (tx) => {
      const [gone] = await tx
        .deleteFrom('upstreams')
        .where('feed', '=', feed)
        .where('id', '=', id)
        .returningAll()
        .execute();
      if (gone === undefined) return false;
      await this.record(tx, 'remove upstream', gone, by);
      return true;
    });
  }

  async isOwn(epoch: string): Promise<boolean> {
    const row = await this.database.run((db) =>
      db.selectFrom('feeds').select('slug').where('epoch', '=', epoch).executeTakeFirst(),
    );
    return row !== undefined;
  }

  private record(tx: Transaction<Schema>, action: ActName, row: UpstreamRow, by: Actor) {
    const about = URL.parse(row.url)?.host ?? row.name;
    return recordAct(tx, this.database, by, { action, feed: row.feed, about });
  }
}

function exists(): Refusal {
  return new Refusal('upstream_exists', 'This feed takes its items already: change that one.', [
    { pointer: '/url', detail: 'is followed already' },
  ]);
}

/** Gives the items of an upstream the external ids of its new address. */
async function move(tx: Transaction<Schema>, { feed, url }: UpstreamRow, to: string) {
  const other = await tx
    .selectFrom('upstreams')
    .select('id')
    .where('feed', '=', feed)
    .where('url', '=', to)
    .executeTakeFirst();
  if (other !== undefined) throw exists();
  const rest = externalStart(url).length + 1;
  await tx
    .updateTable('external_ids')
    .set({ id: sql<string>`${externalStart(to)} || substr(external_ids.id, ${sql.lit(rest)})` })
    .where('feed', '=', feed)
    .where(isOf(url))
    .execute();
}

/** The external ids of an upstream's items whose later words were left here. */
function kept(db: Session, { feed, url }: UpstreamRow) {
  return db
    .selectFrom('external_ids')
    .where('feed', '=', feed)
    .where(isOf(url))
    .where('fingerprint', 'like', `upstream %${keptEnd}`);
}

async function countKept(db: Session, row: UpstreamRow): Promise<number> {
  const { count } = await kept(db, row)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** Without a name of its own it has that of its host, also when it moves. */
function nameOf({ name, url }: UpstreamRow, asked: UpstreamChange): string {
  if (asked.name !== undefined) return asked.name;
  return asked.url !== undefined && name === hostOf(url) ? hostOf(asked.url) : name;
}
