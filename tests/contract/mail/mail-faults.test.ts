import { until } from '../../until.ts';
import { onEveryDatabase } from '../on-every-database.ts';
import { breaking, MailInstance, MailRoom } from './mail-room.ts';

const readers = ['ana@example.org', 'bob@example.org'];

/** At length, with processes that are killed: `npm run faults -- --only mail`. */
onEveryDatabase('mail, when something fails', (room) => {
  const mail = new MailRoom(room);
  beforeEach(() => mail.begin());
  afterEach(() => mail.end());

  test('what is taken down while the mail server is away is never sent; what stays is', async () => {
    const { here, mailbox } = mail;
    here.run(mailbox);
    for (const reader of readers) await mail.subscribe(reader, breaking);
    mailbox.manner = 'down';
    const gone = await Promise.all(['canary 1', 'canary 2', 'canary 3'].map((h) => mail.breaks(h)));
    await until(async () => (await mail.counts()).waiting === 6, 'the mails to wait');
    await until(() => here.numbers.outcomes.down > 1, 'the server to be missed');
    for (const { id } of gone) {
      await room.log.append(room.feed, { kind: 'takedown', id, reason: 'asked for' });
    }
    await mail.breaks('what stays');
    // Until now the others were tried again and again, with their words.
    await until(async () => (await mail.counts()).waiting === readers.length, 'what stays alone');
    // What was on its way at the takedown has come to its end.
    await here.stop();
    here.run(mailbox);
    mailbox.manner = 'well';
    await mail.settled();
    expect(mailbox.mails.map(({ to, subject }) => `${to} ${subject}`).sort()).toEqual(
      readers.map((reader) => `${reader} Breaking: what stays`),
    );
    expect(JSON.stringify(mailbox.mails)).not.toContain('canary');
  });

  test('an instance is killed again and again while it sends: each mail comes at least once, under one Message-ID', async () => {
    const { here, mailbox } = mail;
    here.run(mailbox);
    for (const reader of readers) await mail.subscribe(reader, breaking);
    await here.stop();
    const kills = 4;
    const headlines = Array.from({ length: 10 * kills }, (_, n) => `news ${n}`);
    for (let n = 0; n < kills; n += 1) {
      const killed = new MailInstance(room.database);
      let [taken, isKilled] = [0, false];
      mailbox.meanwhile = async () => {
        taken += 1;
        // The mail server takes this mail, and others on their way; nobody writes it down.
        if (taken === 5) killed.kill();
        isKilled = taken >= 5;
      };
      killed.run(mailbox, { leaseSeconds: 1 });
      for (const headline of headlines.slice(10 * n, 10 * (n + 1))) await mail.breaks(headline);
      await until(() => isKilled, 'the kill');
      await killed.stop();
    }
    mailbox.meanwhile = undefined;
    const last = new MailInstance(room.database);
    last.run(mailbox, { leaseSeconds: 1 });
    await mail.settled();
    await last.stop();
    const names = new Map<string, Set<string>>();
    for (const { to, subject, messageId } of mailbox.mails) {
      const key = `${to} ${subject}`;
      names.set(key, (names.get(key) ?? new Set()).add(messageId));
    }
    const wanted = readers.flatMap((reader) => headlines.map((h) => `${reader} Breaking: ${h}`));
    expect([...names.keys()].sort()).toEqual(wanted.sort());
    expect([...names.values()].filter(({ size }) => size !== 1)).toEqual([]);
    // Each kill came between the mail and its note: there are second copies, and they can be told.
    expect(mailbox.mails.length).toBeGreaterThanOrEqual(wanted.length + kills);
    expect(new Set([...names.values()].flatMap((set) => [...set])).size).toBe(wanted.length);
  });
});
