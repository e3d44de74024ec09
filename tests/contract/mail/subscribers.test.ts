import { mailName, mailTarget } from '../../../src/followers/kinds/mail.ts';
import { SqlFollowers } from '../../../src/followers/store/sql-followers.ts';
import { linkIn } from '../../mail/mailbox.ts';
import { until } from '../../until.ts';
import { onEveryDatabase } from '../on-every-database.ts';
import { breaking, daily, MailInstance, MailRoom } from './mail-room.ts';

const ana = 'ana@example.org';

onEveryDatabase('who gets mail', (room) => {
  const mail = new MailRoom(room);
  beforeEach(() => mail.begin());
  afterEach(() => mail.end());

  test('begins with a link of a mail, once; the address is nowhere readable; an end ends it', async () => {
    const { requests, subscribers } = mail.here;
    expect(await requests.ask(room.feed, ana, [breaking, daily])).toBe('taken');
    expect(await mail.counts()).toMatchObject({ pending: 2, breaking: 0, daily: 0, waiting: 1 });
    const rows = await room.everyRow(['subscribers', 'subscriptions', 'mails', 'audit']);
    expect(rows.toLowerCase()).not.toContain('example.org');
    expect(rows).not.toContain(Buffer.from(ana).toString('base64url'));
    mail.here.run(mail.mailbox);
    await until(() => mail.mailbox.mails.length === 1, 'the mail to confirm');
    const [letter] = mail.mailbox.mails;
    if (letter === undefined) throw new Error('It has come.');
    const link = linkIn(letter);
    // A mail that nobody asked for has no news, and no way to end what has not begun.
    expect([letter.unsubscribe, letter.html.includes(link)]).toEqual(['', true]);
    const { subscription, isOver } = await mail.found(link, 'confirm');
    expect(isOver).toBe(false);
    await subscribers.confirm(subscription);
    await subscribers.confirm(subscription);
    expect(await mail.counts()).toMatchObject({ pending: 0, breaking: 1, daily: 1 });
    // As it is already, nothing is asked again, and nothing changes.
    expect(await requests.ask(room.feed, ana, [breaking])).toBe('taken');
    // The mail is there before its row is gone.
    await until(async () => (await mail.counts()).waiting === 0, 'nothing to wait');
    expect(await mail.counts()).toMatchObject({ pending: 0, breaking: 1 });
    for (const wrong of ['', 'x', link.slice(0, -1), `${link}x`]) {
      expect(await subscribers.find(wrong.replace(/.*\//, ''), 'confirm')).toBeUndefined();
    }
    await subscribers.end(subscription, 'unsubscribed');
    expect((await mail.found(link, 'confirm')).isOver).toBe(true);
    expect((await mail.counts()).ended).toBe(1);
  });

  test('a mailbox is asked once an hour and thrice a day, over all feeds, tags and instances; a flood of addresses ends', async () => {
    const { requests } = mail.here;
    const other = await room.place.open();
    const there = new MailInstance(other);
    await Promise.all([
      requests.ask(room.feed, ana, [breaking]),
      there.requests.ask(room.feed, 'Ana@example.org', [breaking]),
    ]);
    await there.requests.ask('another', ana, [breaking]);
    await requests.ask(room.feed, 'ana+1@example.org', [breaking]);
    const asked = async () => {
      const rows = await room.database.db.selectFrom('mails').select('id').execute();
      return rows.length;
    };
    expect(await asked()).toBe(1);
    for (const [hours, count] of [
      [1, 2],
      [2, 3],
      [3, 3],
      [23, 3],
      [25, 4],
    ] as const) {
      // So many hours later: the times of before are set back.
      const { db } = room.database;
      const ago = (n: number) => new Date(Date.now() - n * 3_600_000 - 60_000).toISOString();
      const times = { 1: [1], 2: [1, 2], 3: [1, 2, 3], 23: [21, 22, 23], 25: [23, 24, 25] }[hours];
      await db
        .updateTable('subscribers')
        .set({ asked: JSON.stringify(times.map(ago)) })
        .where('asked', '!=', '[]')
        .execute();
      await db.deleteFrom('subscriptions').execute();
      await requests.ask(room.feed, ana, [breaking]);
      expect([hours, await asked()]).toEqual([hours, count]);
    }
    await other.close();
    const few = new MailInstance(room.database, 3);
    const answers: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      answers.push(await few.requests.ask(room.feed, `n${n}@example.org`, [breaking]));
    }
    // Ana is one of the three.
    expect(answers).toEqual(['taken', 'taken', 'full', 'full', 'full', 'full']);
  });

  test('is found by one follower of a feed, however many let readers subscribe at once', async () => {
    const other = await room.place.open();
    const asked = { feed: room.feed, kind: mailName, target: mailTarget };
    const both = [new SqlFollowers(room.database), new SqlFollowers(other)];
    const added = await Promise.all(
      [...both, ...both, ...both].map((followers) => followers.add(asked, '', { name: 'Ana' })),
    );
    expect(new Set(added.map(({ id }) => id)).size).toBe(1);
    await other.close();
    // Nor by a way that does not ask whether there is one.
    const { db } = room.database;
    const [row] = await db
      .selectFrom('followers')
      .selectAll()
      .where('feed', '=', room.feed)
      .execute();
    if (row === undefined) throw new Error('It was added.');
    const another = { ...row, id: 'another' };
    await expect(db.insertInto('followers').values(another).execute()).rejects.toThrow(/unique/i);
    await db
      .insertInto('followers')
      .values({ ...another, kind: 'webhook' })
      .execute();
  });

  test('ends by what its provider reports, of all feeds; who has complained is not even asked', async () => {
    const { requests, subscribers, seal } = mail.here;
    const { db } = room.database;
    const every = () => db.selectFrom('subscriptions').selectAll().orderBy('id').execute();
    const states = async () => (await every()).map(({ state, reason }) => `${state} ${reason}`);
    const begin = async (feed: string, address: string) => {
      await db.updateTable('subscribers').set({ asked: '[]' }).execute();
      await requests.ask(feed, address, [breaking]);
      for (const { id, state, confirm_until: asked } of await every()) {
        if (state !== 'pending') continue;
        const { subscription } = await mail.found(seal.token('confirm', id, asked), 'confirm');
        await subscribers.confirm(subscription);
      }
      await db.deleteFrom('mails').execute();
    };
    const other = `${room.feed}-other`;
    await room.log.createFeed(other, { ...room.created.info });
    await begin(room.feed, ana);
    await begin(other, ana);
    await begin(room.feed, 'bob@example.org');
    await mail.here.mails.handOver(room.feed, 'item');
    await subscribers.reported('eve@example.org', 'complaint');
    expect(await states()).toEqual(['active null', 'active null', 'active null']);
    await subscribers.reported('Ana+storm@Example.org', 'bounce');
    expect(await states()).toEqual(['ended bounced', 'ended bounced', 'active null']);
    expect((await mail.counts()).waiting).toBe(1);
    // Their mailbox may be there again.
    await begin(room.feed, ana);
    expect(await states()).toEqual(['active null', 'ended bounced', 'active null']);
    await subscribers.reported(ana, 'complaint');
    expect(await states()).toEqual(['ended complained', 'ended complained', 'active null']);
    await begin(other, ana);
    expect(await states()).toEqual(['ended complained', 'ended complained', 'active null']);
    // Until an admin forgets the address.
    await mail.here.audience.erase(ana, { name: 'Ana' });
    await begin(other, ana);
    expect(await states()).toEqual(['active null', 'active null']);
  });

  test('is forgotten when an admin asks for it, and what is over is forgotten by itself', async () => {
    const { requests, audience, mails } = mail.here;
    const { db } = room.database;
    const everything = () => room.everyRow(['subscribers', 'subscriptions', 'mails']);
    await requests.ask(room.feed, ana, [breaking]);
    expect(await audience.erase('bob@example.org', { name: 'Ana' })).toBe(false);
    expect(await audience.erase('ANA+x@example.org', { name: 'Ana' })).toBe(true);
    expect(await everything()).toBe('[[],[],[]]');
    const acts = await db
      .selectFrom('audit')
      .select(['action', 'about'])
      .where('action', '=', 'erase subscriber')
      .execute();
    expect(acts).toContainEqual({ action: 'erase subscriber', about: null });

    await requests.ask(room.feed, ana, [breaking]);
    await mails.sweep();
    expect(await mail.counts()).toMatchObject({ pending: 1, waiting: 1 });
    const past = '2020-01-01T00:00:00.000Z';
    await db.updateTable('subscriptions').set({ confirm_until: past }).execute();
    await db.updateTable('mails').set({ at: past }).execute();
    await mails.sweep();
    // The address stays for the day in which it may not be asked again.
    expect(JSON.parse(await everything())).toMatchObject([[{}], [], []]);
    await db.updateTable('subscribers').set({ created_at: past, asked_at: past }).execute();
    await mails.sweep();
    expect(await everything()).toBe('[[],[],[]]');
  });
});
