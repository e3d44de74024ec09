import { LocalBus } from '../../../src/bus/local-bus.ts';
import { kinds } from '../../../src/followers/kinds/kinds.ts';
import { webhook } from '../../../src/followers/kinds/webhook.ts';
import { Runner } from '../../../src/followers/run/runner.ts';
import { itemsAsTheyAre } from '../../../src/followers/run/items-as-they-are.ts';
import { SafeClient } from '../../../src/followers/send/safe-client.ts';
import { SqlFollowers } from '../../../src/followers/store/sql-followers.ts';
import { SqlLeases } from '../../../src/followers/store/sql-leases.ts';
import { SqlNetworkPosts } from '../../../src/followers/store/sql-network-posts.ts';
import { SqlLog } from '../../../src/log/sql/sql-log.ts';
import { until } from '../../until.ts';
import { onEveryDatabase } from '../on-every-database.ts';
import { actsIn } from './acts-in.ts';

const { makeSecret = () => '' } = webhook;
const ana = { name: 'Ana', person: 'p1' };
const target = 'https://receiver.example/secret-path';

/** Counts what a runner asks the database. */
class CountedLeases extends SqlLeases {
  polls = 0;
  looks = 0;

  override async followedFeeds(names: readonly string[]): Promise<ReadonlySet<string>> {
    const feeds = await super.followedFeeds(names);
    this.polls += 1;
    return feeds;
  }

  override due(...asked: Parameters<SqlLeases['due']>): Promise<readonly string[]> {
    this.looks += 1;
    return super.due(...asked);
  }
}

onEveryDatabase('followers', (room) => {
  const made = async () => {
    const followers = new SqlFollowers(room.database);
    const secret = makeSecret();
    const asked = { feed: room.feed, kind: 'webhook', target, filter: 'key' };
    return { followers, secret, follower: await followers.add(asked, secret, ana) };
  };

  test('cost no query for the changes of feeds that have none, and are found when people add one', async () => {
    const { database, feed } = room;
    const bus = new LocalBus();
    const leases = new CountedLeases(database);
    const onError = (error: unknown) => {
      throw error;
    };
    const log = new SqlLog(database);
    const tools = { client: new SafeClient(true), ...itemsAsTheyAre(log, 'https://news.example') };
    const posts = new SqlNetworkPosts(database);
    const parts = { log, leases, posts, bus, kinds, tools, onError };
    const runner = new Runner(parts, { pollMs: 3_600_000, idleMs: 3_600_000 });
    runner.open();
    await until(() => leases.polls === 1, 'the first poll');
    const [polled, { looks }] = [leases.polls, leases];
    bus.announce({ feed });
    expect(leases).toMatchObject({ polls: polled, looks });

    const { followers, follower } = await made();
    runner.poll();
    await until(() => leases.polls === 2 && leases.looks > looks, 'the look for the new one');
    const before = leases.looks;
    bus.announce({ feed });
    await until(() => leases.looks > before, 'the look for its change');
    await runner.close();
    await followers.remove(feed, follower.id, ana);
  });

  test('begin where the feed is; are listed without their secrets; a secret that was changed is good for a day; each act is in the audit', async () => {
    const { feed } = room;
    await room.post('before');
    const { followers, secret, follower } = await made();
    const { id } = follower;
    expect(follower).toMatchObject({ feed, target, filter: 'key', by: 'Ana', health: 'well' });
    expect(follower).toMatchObject({ seq: 1, behind: 0, deadLetters: 0, answers: [] });
    await room.post('after');
    expect(await followers.list(feed)).toEqual([{ ...follower, behind: 1 }]);
    expect(JSON.stringify(await followers.list(feed))).not.toContain(secret);
    expect(await followers.list('nowhere')).toBeUndefined();

    const other = makeSecret();
    await followers.change(feed, id, { secret: other }, ana);
    expect(await followers.find(feed, id)).toMatchObject({ secrets: [other, secret] });
    const past = { old_until: '2020-01-01T00:00:00.000Z' };
    await room.database.db.updateTable('followers').set(past).where('id', '=', id).execute();
    expect(await followers.find(feed, id)).toMatchObject({ secrets: [other] });

    const paused = await followers.change(feed, id, { state: 'paused', filter: null }, ana);
    expect(paused).toMatchObject({ health: 'paused', pause: 'person' });
    expect(paused).not.toHaveProperty('filter');
    const on = await followers.change(feed, id, { state: 'running' }, ana);
    expect(on).toMatchObject({ health: 'well' });
    await followers.retry(feed, id, ana);
    for (const gone of [
      await followers.change('other', id, { state: 'paused' }, ana),
      await followers.retry('other', id, ana),
      await followers.find('other', id),
    ]) {
      expect(gone).toBeUndefined();
    }
    expect([
      await followers.remove('other', id, ana),
      await followers.remove(feed, id, ana),
      await followers.remove(feed, id, ana),
    ]).toEqual([false, true, false]);
    // The path of the target may be a secret.
    const about = 'webhook to receiver.example';
    expect(await actsIn(room)).toEqual([
      `add follower: ${about}`,
      `renew follower secret: ${about}`,
      `change follower: ${about}`,
      `pause follower: ${about}`,
      `continue follower: ${about}`,
      `send again: ${about}`,
      `remove follower: ${about}`,
    ]);
  });

  test('of a feed are 50 at most, and none of an unknown feed', async () => {
    const { followers, follower } = await made();
    const asked = { feed: room.feed, kind: 'webhook', target };
    const more = await Promise.allSettled(
      Array.from({ length: 51 }, () => followers.add(asked, 's', ana)),
    );
    expect(more.filter(({ status }) => status === 'fulfilled')).toHaveLength(49);
    await expect(followers.add(asked, 's', ana)).rejects.toMatchObject({
      code: 'too_many_followers',
    });
    await expect(followers.add({ ...asked, feed: 'no' }, 's', ana)).rejects.toMatchObject({
      code: 'unknown_feed',
    });
    expect((await followers.list(room.feed))?.[0]).toEqual(follower);
  });

  test('are told by one instance at a time; one that lost its lease writes nothing', async () => {
    const { followers, follower } = await made();
    const { id } = follower;
    const leases = new SqlLeases(room.database);
    const other = await room.place.open();
    const there = new SqlLeases(other);
    const isDue = async (holder: string, wanted = ['webhook']) =>
      (await leases.due(wanted, holder, 1_000)).includes(id);
    expect(await isDue('a')).toBe(false);
    const { change } = await room.log.append(room.feed, {
      kind: 'feed',
      patch: { title: 'Another' },
    });
    expect([await isDue('a'), await isDue('a', ['later'])]).toEqual([true, false]);
    const both = await Promise.all([leases.take(id, 'a', 1), there.take(id, 'b', 1)]);
    const [holder, late] = both[0] === undefined ? ['b', 'a'] : ['a', 'b'];
    const found = both[0] ?? both[1];
    if (found === undefined) throw new Error('One of them has it.');
    expect(both.filter((one) => one !== undefined)).toHaveLength(1);
    expect([await isDue(late), await isDue(holder)]).toEqual([false, true]);
    const { epoch, seq, tag } = change;
    const told = { position: { epoch, seq, tag }, failures: 0 };
    expect(await there.settle(found, late, told, 1)).toBe(false);
    expect(await followers.find(room.feed, id)).toMatchObject({ position: found.position });
    // Nobody renews it: it passes on by the database's clock.
    await until(() => isDue(late), 'the end of the lease');
    expect(await there.take(id, late, 30)).toMatchObject({ id });
    expect(await leases.settle(found, holder, told, 30)).toBe(false);
    expect(await there.settle(found, late, told, 30)).toBe(true);
    // What people change meanwhile, the instance notices; what it told is written down.
    await followers.change(room.feed, id, { target: 'https://other.example/' }, ana);
    const failed = { ...told, failures: 9, waitSeconds: 900, pause: 'gone' as const };
    expect(await there.settle(found, late, failed, 30)).toBe(false);
    expect(await followers.list(room.feed)).toMatchObject([{ health: 'well', behind: 0 }]);
    expect(await isDue(late)).toBe(false);
    await other.close();
  });

  test('wait, are down after five failures, keep what they could not tell without its words, and pause when it is too much', async () => {
    const { followers, follower } = await made();
    const { id } = follower;
    const leases = new SqlLeases(room.database, 2);
    await room.post('a text');
    const take = async () => {
      const found = await leases.take(id, 'a', 30);
      if (found === undefined) throw new Error('It is free.');
      return found;
    };
    const answer = { ms: 5, outcome: 'again', status: 500, reason: 'answered 500' } as const;
    const waiting = { failures: 5, waitSeconds: 600, answer };
    expect(await leases.settle(await take(), 'a', waiting, 0)).toBe(false);
    expect(await followers.list(room.feed)).toMatchObject([
      {
        health: 'down',
        nextAt: expect.any(String),
        answers: [{ ...answer, at: expect.any(String) }],
      },
    ]);
    expect(await leases.take(id, 'a', 30)).toBeUndefined();
    expect(await leases.counts()).toContainEqual({ state: 'down', count: 1, behind: 1 });

    await followers.retry(room.feed, id, ana);
    const bury = { seq: 1, kind: 'post', item: 'i1', reason: 'answered 404' };
    const found = await take();
    expect(await leases.settle(found, 'a', { failures: 0, bury }, 30)).toBe(true);
    expect(await leases.again(id)).toBeUndefined();
    expect(await followers.deadLetters(id)).toEqual([{ ...bury, at: expect.any(String) }]);
    expect(await leases.settle(found, 'a', { failures: 0, bury: { ...bury, seq: 2 } }, 30)).toBe(
      false,
    );
    expect(await followers.list(room.feed)).toMatchObject([
      { health: 'paused', pause: 'dead letters', deadLetters: 2 },
    ]);
    expect(await room.everyRow(['followers', 'dead_letters'])).not.toContain('a text');
    expect(await followers.retry(room.feed, id, ana)).toMatchObject({ health: 'well' });
    expect(await leases.again(id)).toBe(1);
    expect(await leases.settle(await take(), 'a', { failures: 0, unbury: 1 }, 0)).toBe(false);
    expect(await leases.again(id)).toBe(2);
    for (let more = 0; more < 12; more += 1) {
      await leases.settle(await take(), 'a', { failures: 0, answer }, 30);
    }
    expect((await followers.list(room.feed))?.[0]?.answers).toHaveLength(10);
  });
});
