import { randomUUID } from 'node:crypto';
import { websubKind } from '../../../src/followers/kinds/websub.ts';
import { SqlFollowers } from '../../../src/followers/store/sql-followers.ts';
import { SqlLeases } from '../../../src/followers/store/sql-leases.ts';
import { SiteDocuments } from '../../../src/websub/site-documents.ts';
import { Subscriptions } from '../../../src/websub/store/subscriptions.ts';
import { Subscriber } from '../../followers/subscriber.ts';
import { until } from '../../until.ts';
import { contentOf, draftOf, postOf } from '../commands.ts';
import { onEveryDatabase } from '../on-every-database.ts';
import { everyKind } from './every-kind.ts';
import { ana, FollowerRoom, impatient } from './follower-room.ts';

const site = { publicUrl: 'https://news.example', hub: 'https://news.example/websub' };

onEveryDatabase('a follower of the kind websub', (room) => {
  const subscriptions = () => new Subscriptions(room.database);
  const add = async (target: Subscriber) => {
    target.secret = 'of the subscriber';
    const { url: callback, secret } = target;
    const asked = { feed: room.feed, topic: 'rss.xml', callback, secret };
    const request = { ...asked, mode: 'subscribe', leaseSeconds: 3_600 } as const;
    await subscriptions().subscribe(request, await subscriptions().endOf(3_600));
    const all = await followers().list(room.feed);
    return all?.find((one) => one.target === callback) ?? { id: '' };
  };
  const here = new FollowerRoom(room, 'websub', () => new Subscriber().open(), impatient, {
    kinds: (log) => ({ websub: websubKind(new SiteDocuments(log, site)) }),
    add,
  });
  const { run, follow, state, allTold } = here;
  const followers = () => new SqlFollowers(room.database);
  let target: Subscriber;

  beforeEach(async () => {
    target = await here.begin();
  });
  afterEach(async () => {
    await here.end();
    expect(target.forged).toBe(0);
  });

  test('is sent the whole document after each change, signed, with its type and links; nothing before its time', async () => {
    const { log, feed } = room;
    await room.post('before');
    await follow();
    const draft = await log.keepDraft(feed, draftOf('a draft'));
    const embargo = '2999-01-01T00:00:00.000Z';
    await log.keepDraft(feed, { ...draftOf('an embargo'), embargo });
    run();
    expect(target.pings).toEqual([]);
    await room.post('now');
    await allTold();
    expect(target.headlines).toEqual(['now', 'before']);
    expect(target.pings[0]?.type).toBe('application/rss+xml; charset=utf-8');
    expect(target.pings[0]?.links).toBe(
      `<https://news.example/websub>; rel="hub", <https://news.example/feeds/${feed}/rss.xml>; rel="self"`,
    );
    await everyKind(room);
    await allTold();
    expect(target.headlines).toEqual(['now', 'before']);
    expect(target.everything).not.toMatch(/a draft|an embargo/);
    await log.releaseDraft(feed, draft.id);
    await allTold();
    expect(target.headlines).toContain('a draft');
    expect(target.everything).not.toContain('an embargo');
    expect(await state()).toMatchObject({ health: 'well', topic: 'rss.xml' });
  });

  test('is sent changes that came together as one, in the order of the log, each contained in what follows it', async () => {
    await follow();
    run();
    target.manner = 'busy';
    await room.post('first');
    await until(async () => (await state())?.health === 'failing', 'a try');
    await Promise.all(Array.from({ length: 15 }, (_, n) => room.post(`many ${n}`)));
    // A ping that is on its way has not all of them.
    await here.stop();
    target.manner = 'well';
    run();
    await allTold();
    expect(target.headlines).toHaveLength(16);
    expect(target.pings).toHaveLength(1);
    await room.post('last');
    await allTold();
    expect(target.headlines[0]).toBe('last');
    expect(target.pings).toHaveLength(2);
  });

  test('goes on where it was when its target was down, silent, busy, moved, refused it, spoke no HTTP or answered without end', async () => {
    await follow();
    run();
    const all = ['down', 'silent', 'garbage', 'busy', 'moved', 'refusing', 'endless'] as const;
    for (const manner of all) {
      const { calls } = target;
      target.manner = manner;
      await room.post(`while ${manner}`);
      await until(() => target.calls > calls, `a try while it is ${manner}`);
      if (manner !== 'endless') {
        await until(async () => (await state())?.health !== 'well', 'the failure to be known');
        target.manner = 'well';
      }
      await allTold();
      expect(target.headlines[0]).toBe(`while ${manner}`);
    }
    expect(target.headlines).toHaveLength(all.length);
    // A refusal is a failure like the others: what is sent later contains it all.
    expect(await state()).toMatchObject({ health: 'well', deadLetters: 0 });
  });

  test('never is sent a text that is taken down or erased while its target is away, also when it was being sent', async () => {
    const { log, feed } = room;
    await follow();
    run({ waitSeconds: () => 3_600 });
    target.manner = 'down';
    const first = await room.post('a canary');
    const second = await room.post('a canary as well');
    await until(async () => (await state())?.health === 'failing', 'a try');
    const words = { ...contentOf('other words') };
    const { id } = second;
    await log.append(feed, { kind: 'redact', id, rev: 1, note: 'A name.', patch: words });
    await log.append(feed, { kind: 'takedown', id: first.id, reason: 'asked for' });
    target.manner = 'well';
    await followers().retry(feed, here.id, ana);
    await allTold();
    expect(target.headlines).toEqual(['other words']);
    await here.stop();
    await room.post('one before');
    target.meanwhile = async () => {
      const late = postOf('a canary again');
      await log.append(feed, late);
      await log.append(feed, { kind: 'takedown', id: late.id, reason: 'asked for' });
    };
    run();
    await allTold();
    expect(target.headlines).toEqual(['one before', 'other words']);
    expect(target.everything).not.toContain('canary');
    expect(await room.everyRow(['followers'])).not.toMatch(/other words|one before/);
  });

  test('passes from an instance that was killed to another, and from a run to the next; a history that was set back is sent as it is', async () => {
    await follow();
    // Its instance has died with the lease.
    await room.post('one');
    expect(await new SqlLeases(room.database).take(here.id, randomUUID(), 1)).toBeDefined();
    const other = await room.place.open();
    const two = [run(), run({}, other)];
    await allTold();
    await Promise.all(Array.from({ length: 15 }, (_, n) => room.post(`at once ${n}`)));
    await allTold();
    expect(target.headlines).toHaveLength(16);
    // Stopped in the middle of a call, which another run makes again.
    target.manner = 'silent';
    const { calls } = target;
    await room.post('in the middle');
    await until(() => target.calls > calls, 'a call');
    for (const runner of two) await runner.close();
    target.manner = 'well';
    const set = { tag: 'of another history' };
    await room.database.db.updateTable('followers').set(set).where('id', '=', here.id).execute();
    run();
    await allTold();
    expect(target.headlines[0]).toBe('in the middle');
    expect(await state()).toMatchObject({ health: 'well' });
    await here.stop();
    await other.close();
  });

  test('ends when its target says that it is gone, and when its lease is over; a renewal keeps its place', async () => {
    await follow();
    run();
    target.manner = 'gone';
    await room.post('one');
    await until(async () => (await state())?.pause === 'gone', 'the end');
    await subscriptions().sweep();
    expect(await followers().list(room.feed)).toEqual([]);
    await here.stop();

    target.manner = 'well';
    await follow();
    const set = { ends_at: '2020-01-01T00:00:00.000Z' };
    const row = room.database.db.updateTable('followers').set(set).where('id', '=', here.id);
    await row.execute();
    await room.post('too late');
    const leases = new SqlLeases(room.database);
    expect(await leases.due(['websub'], 'a', 1_000)).not.toContain(here.id);
    expect(await leases.take(here.id, 'a', 1)).toBeUndefined();
    // Renewed before it is swept away.
    const { id } = await add(target);
    expect(id).toBe(here.id);
    run();
    await allTold();
    expect(target.headlines[0]).toBe('too late');
    await row.execute();
    await subscriptions().sweep();
    expect(await followers().subscribers(room.feed)).toBe(0);
  });
});
