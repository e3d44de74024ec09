import { randomUUID } from 'node:crypto';
import type { Item } from '../../../src/feed/item.ts';
import { isStruck, remarksOf } from '../../../src/feed/remarks.ts';
import { contentOf, postOf } from '../commands.ts';
import { onEveryDatabase } from '../on-every-database.ts';

onEveryDatabase('replacing and erasing', (room) => {
  test('leaves no earlier word of the item in any row, no hole in the log, and the new words at every time', async () => {
    const { log, feed } = room;
    const secret = `unsayable-${randomUUID()}`;
    const key = { key: randomUUID(), fingerprint: 'f' };
    const { entry, change } = await log.append(feed, postOf(secret), key);
    const { id } = entry as Item;
    await log.append(feed, { kind: 'correct', id, rev: 1, note: `not ${secret}`, patch: {} });
    await log.append(feed, { kind: 'pin', id });
    await log.append(feed, { kind: 'strike', id, rev: 2, note: secret });
    const before = await log.lastTakedown(feed);
    const { headline, body } = contentOf('A man');
    const patch = { headline, body, markdown: 'A man.' };
    const done = await log.append(feed, { kind: 'redact', id, rev: 3, note: 'No name.', patch });

    const changes = await room.allChanges();
    room.expectGapless(changes);
    const tables = ['feeds', 'changes', 'items', 'drafts', 'takedowns', 'idempotency'];
    expect(await room.everyRow(tables)).not.toContain(secret);
    expect(await log.source(feed, id)).toMatchObject({ rev: 4, markdown: 'A man.' });
    const item = (await log.entry(feed, id)) as Item;
    expect(item).toMatchObject({ rev: 4, headline: 'A man', pinned: true });
    expect(isStruck(item)).toBe(true);
    expect(remarksOf(item).map(({ kind, note }) => [kind, note])).toEqual([
      ['correct', ''],
      ['strike', ''],
      ['redact', 'No name.'],
    ]);
    // What readers fold is what the tables have.
    expect((await room.fold()).items).toEqual((await log.snapshot(feed))?.items);
    const then = await log.snapshotAt(feed, change.at);
    expect(JSON.stringify(then)).not.toContain(secret);
    const history = await log.history(feed, id);
    expect(history.map(({ kind }) => kind)).toEqual(['post', 'correct', 'strike', 'redact']);
    expect(history.map((wording) => wording.item.headline)).toEqual(Array(4).fill('A man'));
    // Caches are told by another mark; a takedown after it names yet another.
    expect(before).toBeUndefined();
    expect(await log.lastTakedown(feed)).toEqual({ seq: done.change.seq, tag: done.change.tag });
    expect(JSON.stringify(await log.append(feed, postOf(secret), key))).not.toContain(secret);
    const gone = await log.append(feed, { kind: 'takedown', id, reason: 'asked for' });
    expect(await log.lastTakedown(feed)).toMatchObject({ tag: gone.change.tag });
  });

  test('is refused of another revision and of what was taken down, and changes nothing', async () => {
    const { log, feed } = room;
    const { id } = await room.post('It stands');
    const redact = (rev: number) =>
      log.append(feed, { kind: 'redact', id, rev, note: 'x', patch: { headline: 'Other' } });
    await expect(redact(7)).rejects.toMatchObject({ code: 'stale_revision' });
    await log.append(feed, { kind: 'takedown', id, reason: '' });
    await expect(redact(1)).rejects.toMatchObject({ code: 'taken_down' });
    expect(await room.allChanges()).toHaveLength(2);
  });
});
