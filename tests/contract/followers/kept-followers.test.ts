import { SqlFollowers } from '../../../src/followers/store/sql-followers.ts';
import { SqlLeases } from '../../../src/followers/store/sql-leases.ts';
import { SqlNetworkPosts } from '../../../src/followers/store/sql-network-posts.ts';
import type { FollowerRow } from '../../../src/database/rows/follower-rows.ts';
import { onEveryDatabase } from '../on-every-database.ts';
import { actsIn } from './acts-in.ts';

const ana = { name: 'Ana', person: 'p1' };
const target = 'https://receiver.example/secret-path';
const past = '2020-01-01T00:00:00.000Z';
const future = '2099-01-01T00:00:00.000Z';

onEveryDatabase('followers as they are kept', (room) => {
  const followers = () => new SqlFollowers(room.database);
  const leases = () => new SqlLeases(room.database);
  const add = (more: { kind?: string; target?: string; filter?: string; topic?: string } = {}) =>
    followers().add({ feed: room.feed, kind: 'webhook', target, ...more }, 'secret', ana);
  const set = (id: string, values: Partial<FollowerRow>) =>
    room.database.db.updateTable('followers').set(values).where('id', '=', id).execute();
  const change = (id: string, what: Parameters<SqlFollowers['change']>[2]) =>
    followers().change(room.feed, id, what, ana);
  const idsOf = async () => (await followers().list(room.feed))?.map(({ id }) => id);

  test('are listed as they came, those who subscribed behind them, the failing first', async () => {
    const subscriber = await add({ kind: 'websub', topic: 'rss.xml' });
    const failing = await add({ kind: 'websub', topic: 'rss.xml' });
    const last = await add({ kind: 'websub', topic: 'rss.xml' });
    const [one, two] = [await add(), await add({ filter: 'key' })];
    await set(failing.id, { failures: 2 });
    expect(await idsOf()).toEqual([one.id, two.id, failing.id, last.id, subscriber.id]);
    expect(await followers().subscribers(room.feed)).toBe(3);
    expect(one).not.toHaveProperty('filter');
    expect(one).not.toHaveProperty('topic');
    expect(subscriber).toMatchObject({ topic: 'rss.xml', health: 'well' });
  });

  test('are added after every item of before, and not after one that comes then, in the same millisecond too', async () => {
    const before = await room.post('before');
    await room.database.db
      .updateTable('feeds')
      .set({ last_at: future })
      .where('slug', '=', room.feed)
      .execute();
    const { createdAt } = await add();
    const after = await room.post('after');
    expect(before.postedAt < createdAt).toBe(true);
    expect(createdAt).toBe('2099-01-01T00:00:00.001Z');
    expect(after.postedAt >= createdAt).toBe(true);
  });

  test('say how they are: well, failing, down, paused; and when they are tried again, or end', async () => {
    const { id } = await add();
    const seen = async (values: Partial<FollowerRow>) => {
      await set(id, values);
      return (await followers().list(room.feed))?.[0];
    };
    expect(await seen({ failures: 1, wait_until: future })).toMatchObject({
      health: 'failing',
      nextAt: future,
    });
    expect(await seen({ failures: 4 })).toMatchObject({ health: 'failing' });
    expect(await seen({ failures: 5 })).toMatchObject({ health: 'down' });
    const paused = await seen({ state: 'paused', pause: 'gone', ends_at: future });
    expect(paused).toMatchObject({ health: 'paused', pause: 'gone', endsAt: future });
    expect(paused).not.toHaveProperty('nextAt');
    // A log that was set back is not behind its followers by less than nothing.
    expect(await seen({ seq: 9 })).toMatchObject({ seq: 9, behind: 0 });
  });

  test('of mail and push a feed has one each; subscribers and the public hub take nobody’s place', async () => {
    const mail = await add({ kind: 'mail', target: 'mailto:' });
    expect(await add({ kind: 'mail', target: 'mailto:' })).toEqual(mail);
    const push = await add({ kind: 'push', target: 'push:' });
    expect(push.id).not.toBe(mail.id);
    await add({ kind: 'websub', topic: 'rss.xml' });
    await add({ kind: 'public-hub', target: 'https://hub.example/' });
    for (let n = 0; n < 48; n += 1) await add();
    await expect(add()).rejects.toMatchObject({ code: 'too_many_followers' });
    // The one that is there is answered also where no more may come.
    expect(await add({ kind: 'push', target: 'push:' })).toEqual(push);
    expect((await actsIn(room)).slice(0, 2)).toEqual(['add follower: mail', 'add follower: push']);
  });

  test('begin anew with another target, or when somebody lets them go on', async () => {
    const { id } = await add();
    await set(id, { failures: 7, wait_until: future });
    await change(id, { filter: 'key' });
    expect(await followers().find(room.feed, id)).toMatchObject({ failures: 7, filter: 'key' });
    await change(id, { target: 'https://other.example/' });
    expect(await followers().find(room.feed, id)).toMatchObject({ failures: 0, rev: 3 });
    expect((await followers().list(room.feed))?.[0]).not.toHaveProperty('nextAt');
    await set(id, { failures: 7, wait_until: future });
    await change(id, { state: 'paused' });
    expect(await followers().find(room.feed, id)).toMatchObject({ failures: 7 });
    await change(id, { state: 'running' });
    expect((await followers().list(room.feed))?.[0]).toMatchObject({ health: 'well' });
  });

  test('that paused for another history of the log go on with what comes; others where they were', async () => {
    const { id } = await add();
    await room.post('one');
    await set(id, { state: 'paused', pause: 'person' });
    expect(await change(id, { state: 'running' })).toMatchObject({ seq: 0, behind: 1 });
    await set(id, { state: 'paused', pause: 'history' });
    expect(await change(id, { state: 'paused' })).toMatchObject({ seq: 0, pause: 'person' });
    await set(id, { state: 'paused', pause: 'history' });
    expect(await change(id, { state: 'running' })).toMatchObject({ seq: 1, behind: 0 });
    const [head] = await room.log.heads([room.feed]);
    expect(await followers().find(room.feed, id)).toMatchObject({ position: { tag: head?.tag } });
  });

  test('forget what was posted at another target, and what is theirs when they are removed', async () => {
    const { id } = await add();
    const other = await add();
    const posts = (follower: string) => new SqlNetworkPosts(room.database).of(follower);
    const mark = { key: 'k', at: past };
    const post = { remotes: ['r1', 'r2'], digest: 'd', remarks: 1 };
    const fill = async () => {
      for (const follower of [id, other.id]) {
        await posts(follower).keep('i', post);
        await posts(follower).intend('i', mark);
      }
    };
    const found = async () =>
      (await Promise.all([id, other.id].map((follower) => posts(follower).find('i')))).map(
        (one) => (one.post === undefined ? 0 : 1) + one.intents.length,
      );
    await fill();
    await change(id, { target });
    expect(await found()).toEqual([2, 2]);
    expect(await actsIn(room)).toHaveLength(2);
    await change(id, { target: 'https://other.example/' });
    expect(await found()).toEqual([0, 2]);
    await fill();
    await followers().remove(room.feed, id, ana);
    expect(await found()).toEqual([0, 2]);
    expect(await idsOf()).toEqual([other.id]);
  });

  test('keep posts and intents by item: the oldest first, each until it ends', async () => {
    const { id } = await add();
    const posts = new SqlNetworkPosts(room.database).of(id);
    expect(await posts.find('i')).toEqual({ intents: [] });
    for (const key of ['b', 'a', 'c']) await posts.intend('i', { key, at: past });
    await posts.intend('other', { key: 'a', at: past });
    await room.database.db
      .updateTable('network_intents')
      .set({ made_at: past })
      .where('key', '=', 'c')
      .execute();
    await posts.intend('i', { key: 'a', at: future });
    const { intents } = await posts.find('i');
    expect(intents.map(({ key }) => key)).toContain('a');
    expect(intents[0]).toMatchObject({ key: 'c', at: past });
    expect(intents.find(({ key }) => key === 'a')).toMatchObject({ at: past });
    expect(intents[0]?.ageSeconds).toBeGreaterThan(365 * 86_400);
    expect(intents[1]?.ageSeconds).toBeLessThan(86_400);
    const post = { remotes: ['r'], digest: 'd', remarks: 0 };
    await posts.named('i', post, 'c');
    await posts.forget('i', 'b');
    expect(await posts.find('i')).toMatchObject({ post, intents: [{ key: 'a' }] });
    await posts.keep('i', { ...post, remarks: 2 });
    expect((await posts.find('i')).post).toMatchObject({ remarks: 2 });
    await posts.drop('i');
    expect(await posts.find('i')).toEqual({ intents: [] });
    expect((await posts.find('other')).intents).toHaveLength(1);
  });

  test('are due while something is to be told, nobody tells it, and no wait holds it', async () => {
    const { id } = await add();
    const isDue = async (holder = 'a') =>
      (await leases().due(['webhook'], holder, 1_000)).includes(id);
    expect(await isDue()).toBe(false);
    await room.post('one');
    expect(await isDue()).toBe(true);
    const cases: readonly (readonly [Partial<FollowerRow>, boolean])[] = [
      [{ wait_until: future }, false],
      [{ wait_until: past }, true],
      [{ ends_at: past }, false],
      [{ ends_at: future }, true],
      [{ lease: 'b', lease_until: future }, false],
      [{ lease: 'b', lease_until: past }, true],
      [{ lease: 'a', lease_until: future }, true],
      [{ lease: null, state: 'paused' }, false],
    ];
    for (const [values, expected] of cases) {
      await set(id, values);
      expect([values, await isDue()]).toEqual([values, expected]);
      const taken = await leases().take(id, 'a', 30);
      expect([values, taken !== undefined]).toEqual([values, expected]);
      await set(id, { lease: null, lease_until: null });
    }
    expect(await leases().followedFeeds(['webhook'])).not.toContain(room.feed);
    await set(id, { state: 'running' });
    expect(await leases().followedFeeds(['webhook'])).toContain(room.feed);
    expect(await leases().followedFeeds(['mail'])).not.toContain(room.feed);
  });

  test('that have waited longest are told first, and no more than are asked for', async () => {
    const [one, two] = [await add({ kind: 'telegram' }), await add({ kind: 'telegram' })];
    await room.post('one');
    await set(one.id, { leased_at: future });
    await set(two.id, { leased_at: past });
    const due = (limit: number) => leases().due(['telegram'], 'a', limit);
    expect((await due(1_000)).filter((id) => [one.id, two.id].includes(id))).toEqual([
      two.id,
      one.id,
    ]);
    expect(await due(1)).toEqual([two.id]);
    await followers().remove(room.feed, one.id, ana);
    await followers().remove(room.feed, two.id, ana);
  });
});
