import { until } from '../../until.ts';
import { onEveryDatabase } from '../on-every-database.ts';
import { daily, MailInstance, MailRoom } from './mail-room.ts';

const ana = 'ana@example.org';

onEveryDatabase('digests', (room) => {
  const mail = new MailRoom(room);
  beforeEach(() => mail.begin());
  afterEach(() => mail.end());

  test('a digest tells once a day what is new and what was corrected, and nothing that was taken down; none when there is nothing', async () => {
    const { log, feed } = room;
    const { here, mailbox } = mail;
    here.run(mailbox);
    await room.post('before');
    await mail.subscribe(ana, daily);
    const first = await room.post('first');
    const second = await room.post('second');
    await mail.dueNow();
    const other = await room.place.open();
    const there = new MailInstance(other);
    there.run(mailbox);
    await until(() => mailbox.mails.length === 1, 'the digest');
    await mail.settled();
    await there.stop();
    await other.close();
    const [digest] = mailbox.splice();
    expect(digest?.subject).toBe('Budget day: the day');
    expect(digest?.text).toMatch(/^Budget day\n\nNew\n---\n\nsecond\n[^]*first/);
    expect(digest?.text).not.toMatch(/before|Corrected/);
    // The next hour is tomorrow's, or today's: in any case to come.
    const next = await room.database.db
      .selectFrom('subscriptions')
      .select('due_at')
      .executeTakeFirst();
    expect(Date.parse(next?.due_at ?? '')).toBeGreaterThan(Date.now());

    await log.append(feed, {
      kind: 'correct',
      id: first.id,
      rev: 1,
      note: 'Three, not four.',
      patch: { headline: 'first, right' },
    });
    const gone = await room.post('a canary');
    await log.append(feed, { kind: 'edit', id: second.id, rev: 1, patch: { tags: ['x'] } });
    await here.stop();
    await mail.dueNow();
    await here.mails.handOverDigests([feed]);
    expect((await mail.counts()).waiting).toBe(1);
    await log.append(feed, { kind: 'takedown', id: gone.id, reason: 'asked for' });
    here.run(mailbox);
    await mail.settled();
    expect(mailbox.mails).toHaveLength(1);
    const [corrected] = mailbox.splice();
    expect(corrected?.text).toMatch(
      /Corrected since\n-+\n\nfirst, right\n\nCorrected — Three, not four\./,
    );
    expect(corrected?.html).toContain('Three, not four.');
    expect(JSON.stringify(corrected)).not.toMatch(/canary|second/);
    await mail.dueNow();
    await until(async () => {
      const { waiting } = await mail.counts();
      const row = await room.database.db
        .selectFrom('subscriptions')
        .select('due_at')
        .executeTakeFirst();
      return waiting === 0 && (row?.due_at ?? '') > '2026-02';
    }, 'the day without news');
    await mail.settled();
    expect(mailbox.mails).toEqual([]);
  });
});
