import { contentOf } from '../commands.ts';
import { until } from '../../until.ts';
import { onEveryDatabase } from '../on-every-database.ts';
import { breaking, daily, MailInstance, MailRoom, site } from './mail-room.ts';

const ana = 'ana@example.org';
const bob = 'bob@example.org';

onEveryDatabase('mail to readers', (room) => {
  const mail = new MailRoom(room);
  beforeEach(() => mail.begin());
  afterEach(() => mail.end());

  const subjects = () => mail.mailbox.mails.map(({ to, subject }) => `${to}: ${subject}`).sort();

  test('breaking news goes to each once, as it is in that moment; what is taken down, withdrawn or no longer breaking does not', async () => {
    const { log, feed } = room;
    const { here, mailbox } = mail;
    here.run(mailbox);
    await mail.subscribe(ana, breaking);
    await mail.subscribe(bob, breaking, daily);
    await mail.subscribe('eve@example.org', daily);
    await room.post('no news');
    const first = await mail.breaks('Gates shut');
    await mail.settled();
    expect(subjects()).toEqual([`${ana}: Breaking: Gates shut`, `${bob}: Breaking: Gates shut`]);
    const [letter] = mailbox.splice();
    expect(letter?.text).toContain(
      `Gates shut.\n\n${site.publicUrl}/feeds/${feed}/items/${first.id}`,
    );
    expect(letter?.html).toContain('<p>Gates shut.</p>');
    expect(letter?.unsubscribe).toMatch(
      /^https:\/\/live\.example\/subscriptions\/\S+\/unsubscribe$/,
    );
    expect(letter?.oneClick).toBe('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(letter?.messageId).toMatch(/^<[0-9a-f]{32}@live\.example>$/);
    // An edit of what was breaking is told nobody; one that makes an item breaking, everybody.
    await log.append(feed, { kind: 'edit', id: first.id, rev: 1, patch: { tags: ['x'] } });
    await log.append(feed, { kind: 'pin', id: first.id });
    const later = await room.post('breaking later');
    await log.append(feed, { kind: 'edit', id: later.id, rev: 1, patch: { breaking: true } });
    await mail.settled();
    expect(subjects()).toEqual([ana, bob].map((to) => `${to}: Breaking: breaking later`));
    mailbox.splice();
    // While mails wait, three of four items change.
    mailbox.manner = 'down';
    const [gone, struck, wrong, calm] = [
      await mail.breaks('a canary'),
      await mail.breaks('withdrawn'),
      await mail.breaks('wrong'),
      await mail.breaks('calm'),
    ];
    await until(async () => (await mail.counts()).waiting === 8, 'the mails to wait');
    expect(await room.everyRow(['mails'])).not.toMatch(/canary|withdrawn|wrong|calm/);
    await log.append(feed, { kind: 'takedown', id: gone.id, reason: 'asked for' });
    await log.append(feed, { kind: 'strike', id: struck.id, rev: 1, note: 'No.' });
    const right = contentOf('right');
    await log.append(feed, {
      kind: 'correct',
      id: wrong.id,
      rev: 1,
      note: 'Not so.',
      patch: { headline: 'right', body: right.body },
    });
    await log.append(feed, { kind: 'edit', id: calm.id, rev: 1, patch: { breaking: false } });
    // What is on its way has the words of before: it comes to its end.
    await here.stop();
    here.run(mailbox);
    mailbox.manner = 'well';
    await mail.settled();
    expect(subjects()).toEqual([ana, bob].map((to) => `${to}: Breaking: right`));
    expect(mailbox.mails[0]?.text).toContain('Corrected — Not so.');
    expect(JSON.stringify(mailbox.mails)).not.toMatch(/canary|withdrawn|calm/);
  });

  test('a server that is down loses nothing; one that is killed in the middle is followed by another, which names the mail alike', async () => {
    const { here, mailbox } = mail;
    const waits: number[] = [];
    const waitSeconds = (failures: number) => {
      waits.push(failures);
      return 0.02;
    };
    here.run(mailbox, { waitSeconds });
    await mail.subscribe(ana, breaking);
    mailbox.manner = 'down';
    await mail.breaks('while it is down');
    await until(() => here.errors.length > 0, 'the server to be missed');
    expect(here.errors.join()).not.toContain('ana');
    await until(() => waits.length > 2, 'the pauses');
    mailbox.manner = 'busy';
    const { tries } = mailbox;
    await until(() => mailbox.tries > tries + 1, 'more than one try');
    // Pauses that grow, told of once; then the mail's own, which begin anew.
    const others = waits.indexOf(1, 1);
    expect(waits.slice(0, 3)).toEqual([1, 2, 3]);
    expect(waits.slice(others)).toEqual(waits.slice(others).map((_, index) => index + 1));
    expect(here.errors).toHaveLength(1);
    mailbox.manner = 'well';
    await mail.settled();
    expect(subjects()).toEqual([`${ana}: Breaking: while it is down`]);
    // The mail to confirm, and this one.
    expect(here.numbers.outcomes).toMatchObject({ sent: 2, refused: 0, never: 0 });
    expect(here.numbers.outcomes.down).toBeGreaterThan(2);
    expect(here.numbers.outcomes.again).toBeGreaterThan(1);
    const [letter] = mailbox.splice();
    // An instance that has sent it dies before it has written so down: its lease ends, and the mail is sent again.
    await here.stop();
    const item = await mail.breaks('twice');
    await here.mails.handOver(room.feed, item.id);
    expect(await here.mails.take('dead', 10, 1)).toHaveLength(1);
    expect(await here.mails.take('another', 10, 1)).toHaveLength(0);
    here.run(mailbox);
    await until(() => mailbox.mails.length === 1, 'the lease to end');
    await mail.settled();
    await here.mails.handOver(room.feed, item.id);
    await until(() => mailbox.mails.length === 2, 'the second copy');
    const [one, two] = mailbox.mails;
    expect(two?.messageId).toBe(one?.messageId);
    expect(one?.messageId).not.toBe(letter?.messageId);
  });

  test('two instances send each mail once', async () => {
    const { here, mailbox } = mail;
    here.run(mailbox);
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      await mail.subscribe(`${name}@example.org`, breaking);
    const other = await room.place.open();
    const there = new MailInstance(other);
    there.run(mailbox, { maxTaken: 2 });
    await Promise.all(['one', 'two', 'three', 'four'].map((headline) => mail.breaks(headline)));
    await mail.settled();
    expect(mailbox.mails).toHaveLength(20);
    expect(new Set(subjects()).size).toBe(20);
    await there.stop();
    await other.close();
  });

  test('an address that does not exist ends what it gets, as three refusals do; a mail that is refused is no fault of the address', async () => {
    const { here, mailbox } = mail;
    here.run(mailbox);
    await mail.subscribe(ana, breaking);
    await mail.subscribe(bob, breaking, daily);
    mailbox.manners.set(bob, 'unknown');
    await mail.breaks('one');
    await mail.settled();
    expect(subjects()).toEqual([`${ana}: Breaking: one`]);
    expect(await mail.counts()).toMatchObject({ breaking: 1, daily: 0, ended: 2 });
    mailbox.manners.set(ana, 'refusing');
    for (const headline of ['two', 'three']) {
      await mail.breaks(headline);
      await mail.settled();
    }
    expect(await mail.counts()).toMatchObject({ breaking: 1 });
    // One that is taken in between counts for more than those before.
    mailbox.manners.clear();
    await mail.breaks('four');
    await mail.settled();
    mailbox.manner = 'spam';
    await mail.breaks('five');
    await mail.settled();
    expect(await mail.counts()).toMatchObject({ breaking: 1, refused: 1 });
    mailbox.manner = 'refusing';
    for (const [headline, left] of [
      ['six', 1],
      ['seven', 1],
      ['eight', 0],
    ] as const) {
      await mail.breaks(headline);
      await mail.settled();
      expect(await mail.counts()).toMatchObject({ breaking: left });
    }
    expect(await mail.counts()).toMatchObject({ breaking: 0, ended: 3 });
    const { tries } = mailbox;
    await mail.breaks('ten');
    await mail.settled();
    expect(mailbox.tries).toBe(tries);
    expect(here.errors).toEqual([]);
  });

  test('an address that was encrypted with another key gets nothing, and is counted; its links are good no more', async () => {
    const { here, mailbox } = mail;
    here.run(mailbox);
    await mail.subscribe(ana, breaking);
    await here.stop();
    const item = await mail.breaks('nobody reads it');
    await here.mails.handOver(room.feed, item.id);
    const there = new MailInstance(room.database, undefined, 'another key of the tests');
    there.run(mailbox);
    await mail.settled();
    await there.stop();
    expect(mailbox.mails).toEqual([]);
    expect(await mail.counts()).toMatchObject({ breaking: 1, refused: 1 });
    const { subscribers, seal } = there;
    const { id } = await room.database.db
      .selectFrom('subscriptions')
      .select('id')
      .executeTakeFirstOrThrow();
    expect(
      await subscribers.find(here.seal.token('unsubscribe', id), 'unsubscribe'),
    ).toBeUndefined();
    expect(await subscribers.find(seal.token('unsubscribe', id), 'unsubscribe')).toBeDefined();
  });
});
