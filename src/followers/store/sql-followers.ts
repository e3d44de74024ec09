import type { Transaction } from 'kysely';
import { recordAct, type Actor } from '../../database/audit.ts';
import { hasFeed } from '../../database/has-feed.ts';
import { later, type Database, type Session } from '../../database/database.ts';
import { lockFeedRow } from '../../database/lock-feed.ts';
import type { FollowerRow } from '../../database/rows/follower-rows.ts';
import type { Schema } from '../../database/schema.ts';
import type { ActName } from '../../feed/act-name.ts';
import { Refusal, unknownFeed } from '../../feed/refusal.ts';
import {
  publicHubKind,
  singleKinds,
  subscriberKind,
  type Follower,
  type FollowerChange,
  type NewFollower,
} from './follower.ts';
import { cameIn } from './came.ts';
import { followerOf, foundOf, newRow } from './follower-row.ts';
import { Followers } from './followers.ts';
import { countSubscribers, tellEnd } from './hub-request.ts';

/** Each is looked at by every instance, and may be told at once with the others. */
const maxFollowers = 50;
const maxListed = 20;
const maxSubscribersListed = 50;
const oldSecretSeconds = 24 * 3_600;

export class SqlFollowers extends Followers {
  constructor(private readonly database: Database) {
    super();
  }

  async list(feed: string): Promise<readonly Follower[] | undefined> {
    return this.database.read(async (tx) => {
      if (!(await hasFeed(tx, feed))) return undefined;
      const of = (is: '=' | '!=') =>
        counted(tx).where('followers.feed', '=', feed).where('followers.kind', is, subscriberKind);
      const rows = await of('!=').orderBy('followers.id').execute();
      const subscribers = await of('=')
        .orderBy('failures', 'desc')
        .orderBy('followers.id', 'desc')
        .limit(maxSubscribersListed)
        .execute();
      return [...rows, ...subscribers].map((row) => followerOf(row));
    });
  }

  subscribers(feed: string): Promise<number> {
    return this.database.run((db) => countSubscribers(db, feed));
  }

  async find(feed: string, id: string) {
    const row = await this.database.run((db) =>
      db
        .selectFrom('followers')
        .selectAll()
        .select(this.database.now.as('now'))
        .where('feed', '=', feed)
        .where('id', '=', id)
        .executeTakeFirst(),
    );
    return row === undefined ? undefined : foundOf(row, row.now);
  }

  async deadLetters(id: string) {
    const rows = await this.database.run((db) =>
      db
        .selectFrom('dead_letters')
        .select(['seq', 'kind', 'item', 'reason', 'at'])
        .where('follower', '=', id)
        .orderBy('seq', 'desc')
        .limit(maxListed)
        .execute(),
    );
    return rows.map(({ item, ...letter }) => ({ ...letter, ...(item !== null && { item }) }));
  }

  add(follower: NewFollower, secret: string, by: Actor): Promise<Follower> {
    const { feed, kind } = follower;
    return this.database.write(async (tx) => {
      const locked = await lockFeedRow(tx, this.database, feed);
      if (locked === undefined) throw unknownFeed(feed);
      const { epoch, head, tag, last_at } = locked;
      // Later than every item of before, and no later than every item after, so that each item is from before or after.
      const now = locked.now > last_at ? locked.now : later(last_at, 0.001);
      const all = await tx
        .selectFrom('followers')
        .select(['id', 'kind'])
        .where('feed', '=', feed)
        .where('kind', 'not in', [subscriberKind, publicHubKind])
        .execute();
      const same = all.find((other) => other.kind === kind);
      if (same !== undefined && singleKinds.has(kind)) return one(tx, same.id);
      if (all.length >= maxFollowers) {
        throw new Refusal(
          'too_many_followers',
          `A feed has at most ${maxFollowers}. Remove one that is not needed any more.`,
        );
      }
      const row = newRow(follower, { epoch, seq: head, tag }, { secret, by: by.name, now });
      await tx.insertInto('followers').values(row).execute();
      if (now !== locked.now)
        await tx.updateTable('feeds').set({ last_at: now }).where('slug', '=', feed).execute();
      await this.record(tx, 'add follower', row, by);
      return followerOf({ ...row, head, letters: 0 });
    });
  }

  change(feed: string, id: string, change: FollowerChange, by: Actor) {
    return this.database.write(async (tx) => {
      const row = await this.lock(tx, feed, id);
      if (row === undefined) return undefined;
      const { state, target, filter, secret } = change;
      // The log has another history than the one it was told: it goes on with what comes.
      const anew = state === 'running' && row.pause === 'history' ? await headOf(tx, feed) : {};
      const isOther = (target !== undefined && target !== row.target) || filter !== undefined;
      await tx
        .updateTable('followers')
        .set({
          rev: row.rev + 1,
          ...(target !== undefined && { target }),
          ...(filter !== undefined && { filter }),
          ...anew,
          ...(state === 'paused' && { state, pause: 'person' }),
          ...(state === 'running' && { state, pause: null }),
          // What failed before says nothing of another target, nor of one that somebody lets go on.
          ...((state === 'running' || target !== undefined) && { failures: 0, wait_until: null }),
          ...(secret !== undefined && {
            secret,
            old_secret: row.secret,
            old_until: later(row.now, oldSecretSeconds),
          }),
        })
        .where('id', '=', id)
        .execute();
      // What was posted at another target cannot be changed there any more.
      if (target !== undefined && target !== row.target) {
        await forgetPosts(tx, id);
      }
      if (isOther) await this.record(tx, 'change follower', row, by);
      if (secret !== undefined) await this.record(tx, 'renew follower secret', row, by);
      if (state !== undefined && state !== row.state) {
        const act = state === 'paused' ? 'pause follower' : 'continue follower';
        await this.record(tx, act, row, by);
      }
      return one(tx, id);
    });
  }

  retry(feed: string, id: string, by: Actor) {
    return this.database.write(async (tx) => {
      const row = await this.lock(tx, feed, id);
      if (row === undefined) return undefined;
      const { pause } = row;
      // What was too much is worked off now.
      const on = pause === 'dead letters' ? { state: 'running' as const, pause: null } : {};
      await tx
        .updateTable('followers')
        .set({ failures: 0, wait_until: null, ...on })
        .where('id', '=', id)
        .execute();
      await tx.updateTable('dead_letters').set({ again: 1 }).where('follower', '=', id).execute();
      await this.record(tx, 'send again', row, by);
      return one(tx, id);
    });
  }

  came(...asked: Parameters<Followers['came']>) {
    return this.database.write((tx) => cameIn(tx, this.database, ...asked));
  }

  remove(feed: string, id: string, by: Actor): Promise<boolean> {
    return this.database.write(async (tx) => {
      const [gone] = await tx
        .deleteFrom('followers')
        .where('feed', '=', feed)
        .where('id', '=', id)
        .returningAll()
        .returning(this.database.now.as('now'))
        .execute();
      if (gone === undefined) return false;
      await tx.deleteFrom('dead_letters').where('follower', '=', id).execute();
      await forgetPosts(tx, id);
      if (gone.kind === subscriberKind) await tellEnd(tx, gone, gone.now);
      await this.record(tx, 'remove follower', gone, by);
      return true;
    });
  }

  private lock(tx: Transaction<Schema>, feed: string, id: string) {
    return tx
      .updateTable('followers')
      .set((update) => ({ rev: update.ref('rev') }))
      .where('feed', '=', feed)
      .where('id', '=', id)
      .returningAll()
      .returning(this.database.now.as('now'))
      .executeTakeFirst();
  }

  private record(tx: Transaction<Schema>, action: ActName, row: FollowerRow, by: Actor) {
    return recordAct(tx, this.database, by, { action, feed: row.feed, about: aboutOf(row) });
  }
}

/** The kind and where it goes, without the path: that may be a secret of the target. */
function aboutOf({ kind, target }: FollowerRow): string {
  const host = URL.parse(target)?.host;
  // The target of mail is nobody in particular.
  return host === '' ? kind : `${kind} to ${host ?? 'its target'}`;
}

async function forgetPosts(tx: Transaction<Schema>, follower: string): Promise<void> {
  for (const table of ['network_posts', 'network_intents'] as const) {
    await tx.deleteFrom(table).where('follower', '=', follower).execute();
  }
}

/** The feed's position, as columns of a follower. */
function headOf(tx: Transaction<Schema>, feed: string) {
  return tx
    .selectFrom('feeds')
    .select(['epoch', 'head as seq', 'tag'])
    .where('slug', '=', feed)
    .executeTakeFirstOrThrow();
}

function counted(db: Session) {
  return db
    .selectFrom('followers')
    .innerJoin('feeds', 'feeds.slug', 'followers.feed')
    .selectAll('followers')
    .select('feeds.head')
    .select((select) =>
      select
        .selectFrom('dead_letters')
        .select((count) => count.fn.countAll<number>().as('count'))
        .whereRef('dead_letters.follower', '=', 'followers.id')
        .as('letters'),
    );
}

async function one(db: Session, id: string): Promise<Follower> {
  const row = await counted(db).where('followers.id', '=', id).executeTakeFirstOrThrow();
  return followerOf(row);
}
