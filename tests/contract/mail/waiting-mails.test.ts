import type { WaitingMail } from '../../../src/mail/store/subscription.ts';
import { linkIn } from '../../mail/mailbox.ts';
import { until } from '../../until.ts';
import { onEveryDatabase } from '../on-every-database.ts';
import { breaking, daily, MailRoom } from './mail-room.ts';

const ana = 'ana@example.org';
const by = { name: 'Ana' };
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

onEveryDatabase('mails that wait', (room) => {
  const mail = new MailRoom(room);
  beforeEach(() => mail.begin());
  afterEach(() => mail.end());

  const subscribed = async (...wishes: Parameters<MailRoom['subscribe']>[1][]) => {
    mail.here.run(mail.mailbox);
    await mail.subscribe(ana, ...wishes);
    await mail.here.stop();
  };
  const rows = () => room.database.db.selectFrom('mails').selectAll().orderBy('at').execute();
  const subscription = () =>
    room.database.db.selectFrom('subscriptions').selectAll().executeTakeFirstOrThrow();

  test('are taken by one instance at a time, the oldest first, and settled by none but this one', async () => {
    await subscribed(breaking);
    const { mails } = mail.here;
    const { db } = room.database;
    for (const [item, days] of [
      ['second', 0.2],
      ['first', 0.3],
      ['third', 0.1],
    ] as const) {
      await mails.handOver(room.feed, item);
      await db
        .updateTable('mails')
        .set({ at: daysAgo(days) })
        .where('key', '=', item)
        .execute();
    }
    const keys = (taken: readonly WaitingMail[]) => taken.map(({ key }) => key).sort();
    const [first] = await mails.take('one', 1, 60);
    if (first === undefined) throw new Error('It waits.');
    expect(first).toMatchObject({ key: 'first', tries: 0, address: ana });
    expect(keys(await mails.take('two', 10, 60))).toEqual(['second', 'third']);
    const before = [await rows(), await subscription()];
    const position = { epoch: 'x', seq: 99, tag: 'x' };
    await mails.done(first, 'two', position);
    await mails.wait(first.id, 'two', 5, 60);
    await mails.bury(first.id, 'two', 'no');
    expect([await rows(), await subscription()]).toEqual(before);

    await mails.wait(first.id, 'one', 1, 60);
    expect(await mails.take('one', 10, 60)).toEqual([]);
    await mails.wait(first.id, 'one', 7, -1);
    expect(await rows()).toContainEqual(expect.objectContaining({ key: 'first', tries: 1 }));
    await db
      .updateTable('mails')
      .set({ wait_until: daysAgo(0) })
      .where('tries', '=', 1)
      .execute();
    const [again] = await mails.take('three', 10, 60);
    expect(again).toMatchObject({ key: 'first', tries: 1 });
    await mails.bury(first.id, 'three', 'answered 554 to DATA');
    await db
      .updateTable('mails')
      .set({ lease_until: daysAgo(0) })
      .execute();
    expect(keys(await mails.take('four', 10, 60))).toEqual(['second', 'third']);
    const oldestAt = (await rows()).find(({ key }) => key === 'second')?.at;
    expect(await mail.counts()).toMatchObject({ waiting: 2, oldestAt, refused: 1 });
    // Of all feeds, for the operator.
    const queue = await mail.here.numbers.queue();
    expect(queue).toMatchObject({ waiting: 2, refused: 1 });
    expect(Math.round((queue?.oldestSeconds ?? 0) / 60)).toBeCloseTo(0.2 * 24 * 60, -1);
    await db.deleteFrom('mails').execute();
    expect(await mail.here.numbers.queue()).toEqual({ waiting: 0, oldestSeconds: 0, refused: 0 });
  });

  test('for a day are no news any more, and what is over is forgotten after a while, by the sender itself', async () => {
    await subscribed(breaking);
    const { here } = mail;
    const { db } = room.database;
    for (const [item, days, dead] of [
      ['today', 0.9, 0],
      ['yesterday', 1.1, 0],
      ['refused', 6, 1],
      ['long refused', 8, 1],
    ] as const) {
      await here.mails.handOver(room.feed, item);
      const reason = dead === 1 ? 'refused' : null;
      await db
        .updateTable('mails')
        .set({ at: daysAgo(days), dead, reason })
        .where('key', '=', item)
        .execute();
    }
    // Its address is old, and what it gets has no end.
    const old = { created_at: daysAgo(400), asked_at: daysAgo(400) };
    await db.updateTable('subscribers').set(old).execute();
    await here.mails.sweep();
    expect((await rows()).map(({ key, dead, reason }) => [key, dead, reason])).toEqual([
      ['refused', 1, 'refused'],
      ['yesterday', 1, 'waited for a day'],
      ['today', 0, null],
    ]);
    expect(await mail.counts()).toMatchObject({ breaking: 1 });
    await here.subscribers.end(await subscription(), 'unsubscribed');
    expect(await rows()).toEqual([]);
    for (const [days, left] of [
      [29, 1],
      [31, 0],
    ] as const) {
      await db
        .updateTable('subscriptions')
        .set({ ended_at: daysAgo(days) })
        .execute();
      here.run(mail.mailbox, { sweepMs: 5 });
      const everything = () => room.everyRow(['subscribers', 'subscriptions']);
      if (left === 0) await until(async () => (await everything()) === '[[],[]]', 'the sweep');
      await here.stop();
      expect((await mail.counts()).ended).toBe(left);
    }
  });

  test('to confirm are sent for the latest request, while its link is good; a link confirms what its request asked', async () => {
    const { here, mailbox } = mail;
    const { db } = room.database;
    const askLater = async (...wishes: Parameters<MailRoom['subscribe']>[1][]) => {
      await db
        .updateTable('subscribers')
        .set({ asked: JSON.stringify([daysAgo(0.1)]) })
        .execute();
      // The time in a link is of milliseconds.
      await until(async () => (await room.database.time()) > (lastAsked ?? ''), 'another time');
      await here.requests.ask(room.feed, ana, wishes);
      lastAsked = await room.database.time();
    };
    let lastAsked: string | undefined;
    await askLater(breaking);
    await askLater(breaking);
    expect(await rows()).toHaveLength(2);
    here.run(mailbox);
    await mail.settled();
    expect(mailbox.mails).toHaveLength(1);
    await askLater(daily);
    await mail.settled();
    const [first, second] = mailbox.splice();
    if (first === undefined || second === undefined) throw new Error('Both have come.');
    // The first link is of another request than what pends by the second.
    const { subscription: asked } = await mail.found(linkIn(first), 'confirm');
    await here.subscribers.confirm(asked);
    expect(await mail.counts()).toMatchObject({ breaking: 1, daily: 0, pending: 1 });
    await here.stop();
    await askLater(daily);
    const past = daysAgo(0);
    await db
      .updateTable('subscriptions')
      .set({ confirm_until: past })
      .where('list', '=', 'daily')
      .execute();
    await db.updateTable('mails').set({ key: past }).execute();
    here.run(mailbox);
    await mail.settled();
    expect(mailbox.mails).toEqual([]);
    expect((await mail.found(linkIn(first), 'confirm')).isOver).toBe(false);
    await expect(mail.found(linkIn(second), 'confirm')).rejects.toThrow('not good');
  });

  test('go to the address that was confirmed, whoever asks with another "+tag"; refusals of before say nothing of it', async () => {
    const { here } = mail;
    const { db } = room.database;
    const address = async () => {
      const row = await db.selectFrom('subscribers').selectAll().executeTakeFirstOrThrow();
      return [here.seal.open(row.address), row.bounces];
    };
    await here.requests.ask(room.feed, 'ana+old@example.org', [breaking]);
    await db.updateTable('subscribers').set({ bounces: 2, asked: '[]' }).execute();
    await here.requests.ask(room.feed, ana, [breaking]);
    expect(await address()).toEqual([ana, 2]);
    const { id } = await subscription();
    const token = here.seal.token('confirm', id, (await subscription()).confirm_until);
    await here.subscribers.confirm((await mail.found(token, 'confirm')).subscription);
    expect(await address()).toEqual([ana, 0]);
    await here.requests.ask(room.feed, 'ana+new@example.org', [daily]);
    expect(await address()).toEqual([ana, 0]);
  });

  test('of a feed that is switched off are not handed over, and a digest that was due is, when it is on again', async () => {
    await subscribed(daily);
    const { here, mailbox } = mail;
    const [follower] = (await mail.followers.list(room.feed)) ?? [];
    await mail.followers.remove(room.feed, follower?.id ?? '', by);
    await room.post('while it is off');
    await mail.dueNow();
    const other = `${room.feed}-other`;
    await room.log.createFeed(other, { ...room.created.info });
    await mail.letSubscribe(other);
    await here.mails.handOverDigests([other]);
    expect(await rows()).toEqual([]);
    expect((await subscription()).due_at).toBe('2026-01-01T06:00:00.000Z');
    await mail.letSubscribe(room.feed);
    here.run(mailbox);
    await until(() => mailbox.mails.length === 1, 'the digest');
    expect(mailbox.splice()[0]?.text).toContain('while it is off');
  });
});
