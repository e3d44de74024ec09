import { v7 } from 'uuid';
import { randomUUID } from 'node:crypto';
import type { Item } from '../../src/feed/item.ts';
import { newest, snapshotItems } from '../../src/feed/snapshot.ts';
import { SqlLog } from '../../src/log/sql/sql-log.ts';
import { draftOf, paragraph, postOf } from './commands.ts';
import { info, onEveryDatabaseAndPooler } from './on-every-database.ts';

onEveryDatabaseAndPooler('appending to the log', (room) => {
  test('64 concurrent publishers get 1, 2, 3 … without a hole, in commit order, each exactly once', async () => {
    const { log, feed } = room;
    const item = await room.post('first');
    const work = Array.from({ length: 64 }, async (_, publisher) => {
      const acknowledged: number[] = [];
      for (let n = 0; n < 5; n += 1) {
        const appended = await log.append(feed, postOf(`${publisher}/${n}`));
        acknowledged.push(appended.change.seq);
        // A refused append is rolled back, and must not leave a hole.
        const stale = { kind: 'edit', id: item.id, rev: 99, patch: { headline: 'no' } } as const;
        await expect(log.append(feed, stale)).rejects.toMatchObject({ code: 'stale_revision' });
      }
      return acknowledged;
    });
    const acknowledged = (await Promise.all(work)).flat();
    const changes = await room.allChanges();
    expect(changes).toHaveLength(1 + 64 * 5);
    room.expectGapless(changes);
    expect([...acknowledged, 1].sort((a, b) => a - b)).toEqual(changes.map(({ seq }) => seq));
    const times = changes.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
  });

  test('two instances on one database append to one feed without a hole', async () => {
    const { log, feed, place } = room;
    const other = new SqlLog(await place.open());
    try {
      await Promise.all(
        Array.from({ length: 40 }, (_, n) => (n % 2 ? log : other).append(feed, postOf(`${n}`))),
      );
      room.expectGapless(await room.allChanges());
      expect(await other.read(feed, 0, 100)).toEqual(await room.allChanges());
    } finally {
      await other.close();
    }
  });

  test('the snapshot equals the fold of the changes, through every kind of change', async () => {
    const { log, feed } = room;
    const items: Item[] = [];
    for (let n = 0; n < 25; n += 1) items.push(await room.post(`item ${n}`));
    const [first, second, third] = items.slice(-3) as [Item, Item, Item];
    const old = items[0] as Item;
    await log.append(feed, { kind: 'edit', id: first.id, rev: 1, patch: { headline: 'mended' } });
    await log.append(feed, {
      kind: 'correct',
      id: second.id,
      rev: 1,
      note: 'It was four, not five.',
      patch: { body: paragraph('four'), markdown: 'four' },
    });
    await log.append(feed, { kind: 'strike', id: second.id, rev: 2, note: 'It was not so.' });
    await log.append(feed, { kind: 'pin', id: old.id });
    await log.append(feed, { kind: 'pin', id: third.id });
    await log.append(feed, { kind: 'edit', id: old.id, rev: 1, patch: { breaking: true } });
    await log.append(feed, { kind: 'takedown', id: first.id, reason: 'libel' });
    await log.append(feed, { kind: 'feed', patch: { coverage: 'ended', description: 'Done.' } });

    const snapshot = await log.snapshot(feed);
    expect(newest(await room.fold(), snapshotItems)).toEqual(snapshot);
    expect(snapshot?.pinned?.id).toBe(third.id);
    expect(snapshot?.info.coverage).toBe('ended');
    expect(snapshot?.items).toHaveLength(20);

    await log.append(feed, { kind: 'unpin', id: third.id });
    expect((await log.snapshot(feed))?.pinned).toBeNull();
    await log.append(feed, { kind: 'pin', id: third.id });
    await log.append(feed, { kind: 'takedown', id: third.id, reason: '' });
    expect((await log.snapshot(feed))?.pinned).toBeNull();
    expect(newest(await room.fold(), snapshotItems)).toEqual(await log.snapshot(feed));
  });

  test('a change against a revision that moved on is refused with the current item, and changes nothing', async () => {
    const { log, feed } = room;
    const item = await room.post('one');
    await log.append(feed, { kind: 'edit', id: item.id, rev: 1, patch: { headline: 'two' } });
    const before = await log.snapshot(feed);
    const stale = { kind: 'edit', id: item.id, rev: 1, patch: { headline: 'three' } } as const;
    await expect(log.append(feed, stale)).rejects.toMatchObject({
      code: 'stale_revision',
      extra: { current: { headline: 'two', rev: 2 } },
    });
    expect(await log.snapshot(feed)).toEqual(before);
  });

  test('unknown feeds and items, drafts and taken-down items are refused by name', async () => {
    const { log, feed } = room;
    const id = v7();
    await expect(log.append('nowhere', postOf('x'))).rejects.toMatchObject({
      code: 'unknown_feed',
    });
    await expect(log.append(feed, { kind: 'pin', id })).rejects.toMatchObject({
      code: 'unknown_item',
    });
    const draft = await log.keepDraft(feed, draftOf('d'));
    const pinDraft = { kind: 'pin', id: draft.id } as const;
    await expect(log.append(feed, pinDraft)).rejects.toMatchObject({ code: 'not_published' });
    const item = await room.post('gone');
    await log.append(feed, { kind: 'takedown', id: item.id, reason: '' });
    const edit = { kind: 'edit', id: item.id, rev: 1, patch: { headline: 'back' } } as const;
    await expect(log.append(feed, edit)).rejects.toMatchObject({ code: 'taken_down' });
    await expect(log.createFeed(feed, info)).rejects.toMatchObject({ code: 'feed_exists' });
    expect(await log.snapshot('nowhere')).toBeUndefined();
  });

  test('one Idempotency-Key sent 50 times at once appends once and is answered the same 50 times', async () => {
    const { log, feed } = room;
    const key = { key: randomUUID(), fingerprint: 'a' };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => log.append(feed, postOf('once'), key)),
    );
    expect(await room.allChanges()).toHaveLength(1);
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
    const told = answers.map(({ change, entry }) => JSON.stringify([change, entry]));
    expect(new Set(told).size).toBe(1);
    const other = { ...key, fingerprint: 'b' };
    await expect(log.append(feed, postOf('else'), other)).rejects.toMatchObject({
      code: 'key_reused',
    });
    await expect(log.keepDraft(feed, draftOf('else'), key)).rejects.toMatchObject({
      code: 'key_reused',
    });
  });

  test('a repeated key for a draft keeps one draft', async () => {
    const { log, feed } = room;
    const key = { key: randomUUID(), fingerprint: 'a' };
    const kept = await Promise.all([1, 2, 3].map(() => log.keepDraft(feed, draftOf('d'), key)));
    expect(new Set(kept.map(({ id }) => id)).size).toBe(1);
    expect(await log.drafts(feed)).toHaveLength(1);
  });

  test('six instances may migrate an empty database at once', async () => {
    const { empty } = room;
    const fresh = await empty();
    const opened = await Promise.all(Array.from({ length: 6 }, () => fresh.open()));
    const logs = opened.map((each) => new SqlLog(each));
    await logs[0]?.createFeed('one', info);
    expect(await logs[5]?.heads(['one'])).toHaveLength(1);
    await Promise.all(logs.map((each) => each.close()));
    await fresh.drop();
  });
});
