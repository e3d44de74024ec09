import { sql, type Transaction } from 'kysely';
import { later, type Database } from '../../database/database.ts';
import type { FollowerRow } from '../../database/rows/follower-rows.ts';
import type { Schema } from '../../database/schema.ts';
import { positionOf } from '../../feed/position.ts';
import {
  maxAnswers,
  opensAfter,
  subscriberKind,
  type Answer,
  type DeadLetter,
  type FoundFollower,
} from './follower.ts';
import { answersOf, foundOf } from './follower-row.ts';
import { Leases, type FollowerCount, type Step } from './leases.ts';

/** More that could not be told, and the follower pauses: something is wrong with its target, or with what it is asked. */
const maxDeadLetters = 1_000;

export class SqlLeases extends Leases {
  constructor(
    private readonly database: Database,
    private readonly mostDeadLetters = maxDeadLetters,
  ) {
    super();
  }

  async due(kinds: readonly string[], holder: string, limit: number): Promise<readonly string[]> {
    const { now } = this.database;
    const rows = await this.database.run((db) =>
      db
        .selectFrom('followers')
        .innerJoin('feeds', 'feeds.slug', 'followers.feed')
        .select('followers.id')
        .where('followers.kind', 'in', kinds)
        .where('state', '=', 'running')
        .where((is) => is.or([is('ends_at', 'is', null), is('ends_at', '>', now)]))
        .where((is) => is.or([is('wait_until', 'is', null), is('wait_until', '<=', now)]))
        .where((is) =>
          is.or([is('lease', 'is', null), is('lease', '=', holder), is('lease_until', '<=', now)]),
        )
        .where((is) =>
          is.or([
            is('feeds.head', '>', is.ref('followers.seq')),
            is.exists(
              is
                .selectFrom('dead_letters')
                .select('dead_letters.seq')
                .whereRef('dead_letters.follower', '=', 'followers.id')
                .where('again', '=', 1),
            ),
          ]),
        )
        .orderBy('leased_at')
        .orderBy('followers.id')
        .limit(limit)
        .execute(),
    );
    return rows.map(({ id }) => id);
  }

  async followedFeeds(kinds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.database.run((db) =>
      db
        .selectFrom('followers')
        .select('feed')
        .distinct()
        .where('kind', 'in', kinds)
        .where('state', '=', 'running')
        .execute(),
    );
    return new Set(rows.map(({ feed }) => feed));
  }

  async take(id: string, holder: string, seconds: number): Promise<FoundFollower | undefined> {
    const now = await this.database.time();
    const row = await this.database.write((tx) =>
      tx
        .updateTable('followers')
        .set({ lease: holder, lease_until: later(now, seconds), leased_at: now })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .where((is) => is.or([is('ends_at', 'is', null), is('ends_at', '>', now)]))
        .where((is) => is.or([is('wait_until', 'is', null), is('wait_until', '<=', now)]))
        .where((is) =>
          is.or([is('lease', 'is', null), is('lease', '=', holder), is('lease_until', '<=', now)]),
        )
        .returningAll()
        .executeTakeFirst(),
    );
    return row === undefined ? undefined : foundOf(row, now);
  }

  async settle(
    { id, rev }: FoundFollower,
    holder: string,
    step: Step,
    seconds: number,
  ): Promise<boolean> {
    const { position, answer, failures, waitSeconds, pause, bury, unbury } = step;
    const now = await this.database.time();
    const isOver = seconds === 0 || pause !== undefined;
    const ended = { lease: null, lease_until: null };
    return this.database.write(async (tx) => {
      const told = {
        ...(position !== undefined && positionOf(position)),
        ...(answer !== undefined && { answers: await withAnswer(tx, id, { at: now, ...answer }) }),
      };
      const update = (values: Partial<FollowerRow>) =>
        tx.updateTable('followers').set(values).where('id', '=', id).where('lease', '=', holder);
      const asItWas = await update({
        ...told,
        failures,
        wait_until: waitSeconds === undefined ? null : later(now, waitSeconds),
        ...(isOver ? ended : { lease_until: later(now, seconds) }),
        ...(pause !== undefined && { state: 'paused' as const, pause }),
      })
        .where('rev', '=', rev)
        .returning('id')
        .executeTakeFirst();
      if (asItWas === undefined) {
        const changed = await update({ ...told, ...ended })
          .returning('id')
          .executeTakeFirst();
        if (changed === undefined) return false;
      }
      if (unbury !== undefined) {
        await tx
          .deleteFrom('dead_letters')
          .where('follower', '=', id)
          .where('seq', '=', unbury)
          .execute();
      }
      if (bury !== undefined && (await buried(tx, id, bury, now)) >= this.mostDeadLetters) {
        await update({ state: 'paused', pause: 'dead letters', ...ended }).execute();
        return false;
      }
      return asItWas !== undefined && !isOver;
    });
  }

  async again(id: string): Promise<number | undefined> {
    const row = await this.database.run((db) =>
      db
        .selectFrom('dead_letters')
        .select('seq')
        .where('follower', '=', id)
        .where('again', '=', 1)
        .orderBy('seq')
        .limit(1)
        .executeTakeFirst(),
    );
    return row?.seq;
  }

  async counts(): Promise<readonly FollowerCount[]> {
    const state = sql<FollowerCount['state']>`case
      when followers.state = 'paused' then 'paused'
      when followers.failures >= ${sql.lit(opensAfter)} then 'down'
      else 'running' end`;
    return this.database.run((db) =>
      db
        .selectFrom('followers')
        .innerJoin('feeds', 'feeds.slug', 'followers.feed')
        .select(state.as('state'))
        .select((select) => select.fn.countAll<number>().as('count'))
        .select(sql<number>`max(feeds.head - followers.seq)`.as('behind'))
        .where('followers.kind', '!=', subscriberKind)
        .groupBy(state)
        .execute(),
    );
  }
}

/** The latest answers with one more. Only who has the lease writes them. */
async function withAnswer(tx: Transaction<Schema>, id: string, answer: Answer): Promise<string> {
  const row = await tx
    .selectFrom('followers')
    .select('answers')
    .where('id', '=', id)
    .executeTakeFirst();
  const before = row === undefined ? [] : answersOf(row);
  return JSON.stringify([answer, ...before].slice(0, maxAnswers));
}

/** Keeps a dead letter, and counts all of the follower. */
async function buried(
  tx: Transaction<Schema>,
  follower: string,
  { seq, kind, item, reason }: DeadLetter,
  at: string,
): Promise<number> {
  const letter = { kind, item: item ?? null, reason, at, again: 0 };
  await tx
    .insertInto('dead_letters')
    .values({ follower, seq, ...letter })
    .onConflict((known) => known.columns(['follower', 'seq']).doUpdateSet(letter))
    .execute();
  const { count } = await tx
    .selectFrom('dead_letters')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('follower', '=', follower)
    .executeTakeFirstOrThrow();
  return count;
}
