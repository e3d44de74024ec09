import { hold, takeIn } from '../../client/ticker/store/holding.ts';
import { AskedLooks } from '../../src/hub/asked-looks.ts';
import { examine } from '../../src/hub/repair.ts';
import type { Log } from '../../src/log/log.ts';
import { OneHub } from './one-hub.ts';
import { scheduleOf } from './schedule.ts';
import { VirtualTime } from './virtual-time.ts';
import { live } from './world.ts';

// What the model found, each told by itself.

describe('the hub', () => {
  test('a reader that is right is not sent back by an instance that missed a restore', async () => {
    const one = new OneHub();
    one.append(3);
    await one.attach(undefined);
    one.store.restore(0);
    one.append(2);
    const answer = await one.attach(one.head);
    expect(answer).toEqual({ kind: 'sync', position: one.head, changes: [] });
  });

  test('the same while the log cannot be asked: the reader keeps what it has', async () => {
    const one = new OneHub();
    one.append(3);
    await one.attach(undefined);
    one.store.restore(0);
    one.append(2);
    one.weather.breakLog(10_000);
    expect(await one.attach(one.head)).toEqual({ kind: 'hold' });
  });

  test('a reader of another history is sent to the log, once the log was asked', async () => {
    const one = new OneHub();
    one.append(3);
    const lost = one.head;
    one.store.restore(0);
    one.append(3);
    expect(await one.attach(lost)).toMatchObject({
      kind: 'snapshot',
      reset: 'fork',
      snapshot: one.head,
    });
  });

  test('two looks that meet at one fork start the readers anew once', async () => {
    const one = new OneHub();
    one.append(3);
    await one.attach(undefined);
    one.store.restore(0);
    one.append(2);
    await one.after(Promise.all([one.hub.sweep(), one.hub.look(OneHub.feed)]));
    const { seq, tag } = one.head;
    expect(one.told).toEqual([`reset ${seq} ${tag}`]);
  });

  test('a log with another name and the same rows gives its readers a new beginning', async () => {
    const one = new OneHub();
    one.append(2);
    const before = one.head;
    one.store.rotate();
    const answer = await one.attach(before);
    expect(answer).toMatchObject({ kind: 'snapshot', reset: 'epoch', snapshot: one.head });
  });

  test('an instance that is far behind catches up in one look, and the reader ahead goes on', async () => {
    const one = new OneHub();
    await one.attach(undefined);
    one.append(2_500);
    expect(await one.attach(one.head)).toMatchObject({ kind: 'sync', changes: [] });
    expect(one.told).toHaveLength(2_500);
  });

  test('a log that is set back between two questions is no alarm', async () => {
    const mine = { epoch: 'e', seq: 3, tag: 't3' };
    const info = { title: 'F', lang: 'en', timezone: 'UTC', coverage: 'open' } as const;
    const log = { read: async () => [] } as unknown as Log;
    const head = { feed: 'f', epoch: 'e', seq: 5, tag: 't5', info };
    expect(await examine(log, 'f', mine, head)).toEqual({ kind: 'current' });
  });

  test('a log that is renamed between two questions is a new beginning, also far behind', async () => {
    const one = new OneHub();
    one.append(1);
    await one.attach(undefined);
    const old = one.head;
    one.append(2_500);
    const head = { feed: OneHub.feed, ...one.head, info: one.store.head(OneHub.feed).info };
    one.store.rotate();
    expect(await one.after(examine(one.log, OneHub.feed, old, head))).toEqual({ kind: 'forked' });
    await one.after(one.hub.sweep());
    expect(one.hub.held(OneHub.feed)).toMatchObject(one.head);
  });

  test('a late word of a lost history that comes in during a look does not outlast it', async () => {
    const one = new OneHub();
    one.hub.open();
    one.append(3);
    await one.attach(undefined);
    one.append(1);
    const [lost] = one.store.rows(OneHub.feed).slice(-1);
    if (lost === undefined) throw new Error('nothing was appended');
    one.store.restore(1);
    one.append(2);
    const look = one.hub.look(OneHub.feed);
    one.bus.announce({ feed: OneHub.feed, change: lost });
    await one.after(look);
    one.hub.close();
    expect(one.told[0]).toBe(`change 4 ${lost.tag}`);
    expect(one.hub.held(OneHub.feed)).toMatchObject(one.head);
  });

  test('a reader never waits for a look that began before it asked', async () => {
    const time = new VirtualTime();
    const begun: number[] = [];
    const looks = new AskedLooks(async () => {
      begun.push(time.nowMs);
      await time.clock.sleep(400);
      return true;
    }, time.clock);
    const answers: string[] = [];
    void looks.run('f').then(() => answers.push(`first ${time.nowMs}`));
    await time.pass(100);
    void looks.run('f').then(() => answers.push(`second ${time.nowMs}`));
    void looks.run('f').then(() => answers.push(`third ${time.nowMs}`));
    await time.pass(3_000);
    expect(begun).toEqual([0, 1_000]);
    expect(answers).toEqual(['first 400', 'second 1400', 'third 1400']);
  });
});

describe('the reader', () => {
  test('who missed the word of a restore asks when the beacon names an earlier place', async () => {
    const one = new OneHub();
    one.append(2);
    const holding = hold(one.store.snapshot(OneHub.feed));
    one.append(1);
    const [change] = one.store.rows(OneHub.feed).slice(-1);
    if (change === undefined) throw new Error('nothing was appended');
    const ahead = takeIn(holding, { event: 'change', body: change });
    if (ahead.kind !== 'advanced') throw new Error(`it was ${ahead.kind}`);
    const { epoch, seq, tag } = holding.snapshot;
    const body = { feed: OneHub.feed, epoch, seq, tag, now: '' };
    expect(takeIn(ahead.holding, { event: 'head', body }).kind).toBe('behind');
  });
});

describe('a follower', () => {
  test('is not paused because its log was set back while a page of it was being told', async () => {
    expect((await live(scheduleOf(7_572))).broken).toEqual([]);
  });
});

describe('a relay', () => {
  test('does not take an instance of its upstream that is behind for the log', async () => {
    expect((await live(scheduleOf(810))).broken).toEqual([]);
  });

  test('gets away from changes that a cache has kept of a log which was set back', async () => {
    expect((await live(scheduleOf(25_734))).broken).toEqual([]);
  });
});
