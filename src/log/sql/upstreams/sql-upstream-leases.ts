import { sql } from 'kysely';
import { later, type Database } from '../../../database/database.ts';
import { positionOf, type Position } from '../../../feed/position.ts';
import { parseFollowMark } from '../../upstreams/follow-mark.ts';
import type { Compared, FoundUpstream } from '../../upstreams/upstream.ts';
import {
  UpstreamLeases,
  type Followed,
  type FollowStep,
  type Looked,
  type UpstreamCount,
} from '../../upstreams/upstream-leases.ts';
import { followIn } from './follow.ts';
import { foundUpstream, isOf } from './upstream-row.ts';

/** More drafts than people can look at: what comes waits in the log there. */
const maxDrafts = 1_000;
const maxToldRevs = 50_000;

export class SqlUpstreamLeases extends UpstreamLeases {
  constructor(
    private readonly database: Database,
    private readonly mostDrafts = maxDrafts,
  ) {
    super();
  }

  async due(holder: string, limit: number): Promise<readonly string[]> {
    const rows = await this.database.run((db) =>
      db
        .selectFrom('upstreams')
        .select('id')
        .where('state', '=', 'running')
        .where((is) =>
          is.or([is('wait_until', 'is', null), is('wait_until', '<=', this.database.now)]),
        )
        .where((is) =>
          is.or([
            is('lease', 'is', null),
            is('lease', '=', holder),
            is('lease_until', '<=', this.database.now),
          ]),
        )
        .orderBy(sql`coalesce(lease_until, '')`)
        .orderBy('id')
        .limit(limit)
        .execute(),
    );
    return rows.map(({ id }) => id);
  }

  async take(id: string, holder: string, seconds: number): Promise<FoundUpstream | undefined> {
    const now = await this.database.time();
    const row = await this.database.write((tx) =>
      tx
        .updateTable('upstreams')
        .set({ lease: holder, lease_until: later(now, seconds) })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .where((is) => is.or([is('wait_until', 'is', null), is('wait_until', '<=', now)]))
        .where((is) =>
          is.or([is('lease', 'is', null), is('lease', '=', holder), is('lease_until', '<=', now)]),
        )
        .returningAll()
        .executeTakeFirst(),
    );
    return row === undefined ? undefined : foundUpstream(row);
  }

  async renew(
    held: readonly Pick<FoundUpstream, 'id' | 'rev'>[],
    holder: string,
    seconds: number,
  ): Promise<readonly string[]> {
    if (held.length === 0) return [];
    const until = await this.database.timeIn(seconds);
    const rows = await this.database.write((tx) =>
      tx
        .updateTable('upstreams')
        .set({ lease_until: until })
        .where('lease', '=', holder)
        .where(
          'id',
          'in',
          held.map(({ id }) => id),
        )
        .returning(['id', 'rev'])
        .execute(),
    );
    const revs = new Map(held.map(({ id, rev }) => [id, rev]));
    return rows.filter(({ id, rev }) => revs.get(id) === rev).map(({ id }) => id);
  }

  async leave(id: string, holder: string): Promise<void> {
    await this.database.write((tx) =>
      tx
        .updateTable('upstreams')
        .set({ lease: null, lease_until: null })
        .where('id', '=', id)
        .where('lease', '=', holder)
        .execute(),
    );
  }

  async looked({ id, rev }: FoundUpstream, holder: string, look: Looked) {
    const { reason, waitSeconds, head, ends } = look;
    const now = await this.database.time();
    const row = await this.database.write((tx) =>
      tx
        .updateTable('upstreams')
        .set({
          failures: reason === undefined ? 0 : sql<number>`failures + 1`,
          reason: reason ?? null,
          wait_until: waitSeconds === undefined ? null : later(now, waitSeconds),
          ...(reason === undefined && { answered_at: now }),
          ...(head !== undefined && { head }),
          ...(ends === true && { state: 'ended' as const }),
          ...((ends === true || waitSeconds !== undefined) && { lease: null, lease_until: null }),
        })
        .where('id', '=', id)
        .where('lease', '=', holder)
        .where('rev', '=', rev)
        .returning('id')
        .executeTakeFirst(),
    );
    return row !== undefined;
  }

  async follow(
    upstream: FoundUpstream,
    holder: string,
    from: Position,
    step: FollowStep,
  ): Promise<Followed> {
    const followed = await this.database.write((tx) =>
      followIn(tx, this.database, upstream, holder, from, step, this.mostDrafts),
    );
    if (followed.kind === 'done' && followed.erases) this.database.scrub();
    return followed;
  }

  async toldRevs({ feed, url }: FoundUpstream): Promise<ReadonlyMap<string, number>> {
    const rows = await this.database.run((db) =>
      db
        .selectFrom('external_ids')
        .leftJoin('items', (join) =>
          join
            .onRef('items.feed', '=', 'external_ids.feed')
            .onRef('items.id', '=', 'external_ids.item'),
        )
        .select(['external_ids.item', 'external_ids.fingerprint', 'items.entry'])
        .where('external_ids.feed', '=', feed)
        .where(isOf(url))
        .orderBy('external_ids.item', 'desc')
        .limit(maxToldRevs)
        .execute(),
    );
    return new Map(
      rows.flatMap(({ item, fingerprint, entry }) => {
        const known = parseFollowMark(fingerprint);
        const isGone = entry !== null && 'removedAt' in (JSON.parse(entry) as object);
        return known === undefined || isGone ? [] : [[item, known.toldRev] as const];
      }),
    );
  }

  async compared(
    upstream: FoundUpstream,
    holder: string,
    position: Position,
    found: Omit<Compared, 'at'>,
  ): Promise<boolean> {
    const at = await this.database.time();
    const row = await this.database.write((tx) =>
      tx
        .updateTable('upstreams')
        .set({
          ...positionOf(position),
          head: position.seq,
          compared: JSON.stringify({ at, ...found }),
        })
        .where('id', '=', upstream.id)
        .where('lease', '=', holder)
        .where('rev', '=', upstream.rev)
        .returning('id')
        .executeTakeFirst(),
    );
    return row !== undefined;
  }

  async counts(): Promise<readonly UpstreamCount[]> {
    const state = sql<UpstreamCount['state']>`case
      when state = 'running' and failures > 0 then 'failing' else state end`;
    return this.database.run((db) =>
      db
        .selectFrom('upstreams')
        .select(state.as('state'))
        .select((select) => select.fn.countAll<number>().as('count'))
        .select(sql<number>`max(head - seq)`.as('behind'))
        .groupBy(state)
        .execute(),
    );
  }
}
