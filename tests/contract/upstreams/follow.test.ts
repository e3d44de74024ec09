import { randomUUID } from 'node:crypto';
import type { Change } from '../../../src/feed/change.ts';
import { isTombstone, type Item } from '../../../src/feed/item.ts';
import { SqlExternalIds } from '../../../src/log/sql/sql-external-ids.ts';
import { SqlUpstreams } from '../../../src/log/sql/upstreams/sql-upstreams.ts';
import { contentOf } from '../commands.ts';
import { onEveryDatabase } from '../on-every-database.ts';
import { Reading, time, url, wording } from './reading.ts';

onEveryDatabase('what is followed', (room) => {
  const entry = async (id: string) => room.log.entry(room.feed, id);
  const item = async (id: string) => (await entry(id)) as Item;
  const kindsOf = (changes: readonly Change[]) => changes.map(({ kind }) => kind);
  const upstreams = () => new SqlUpstreams(room.database);
  const row = async () => (await upstreams().list(room.feed))?.[0];

  test('has its words, times, remarks and origin as there; each change comes once, the position with it', async () => {
    const reading = await Reading.begin(room);
    const id = randomUUID();
    const note = 'Three, not four.';
    const first = wording(id, 1, 'one', { placedAt: time(-30) });
    await reading.tell(
      first,
      wording(id, 2, 'two'),
      wording(id, 3, 'three', { change: 'correct', note }),
      wording(id, 4, 'three', { change: 'strike', note: 'Not so.' }),
      wording(id, 5, 'three', { change: 'unstrike', note: 'It is so.' }),
      undefined,
    );
    expect(await item(id)).toMatchObject({
      headline: 'three',
      rev: 5,
      postedAt: time(0),
      placedAt: time(-30),
      updatedAt: time(5),
      origin: { name: 'The Other', url: `${url}/items/${id}`, path: ['there'] },
      remarks: [
        { kind: 'correct', at: time(3), note },
        { kind: 'strike', at: time(4), note: 'Not so.' },
        { kind: 'unstrike', at: time(5), note: 'It is so.' },
      ],
    });
    // Whoever tells it again is told that somebody was faster, and what stands there is told as known.
    expect(await reading.again(0, first)).toEqual({ kind: 'lost' });
    expect(await reading.tell(first, wording(id, 5, 'other words'))).toEqual(['done', 'done']);
    const changes = await room.allChanges();
    expect(kindsOf(changes)).toEqual(['post', 'edit', 'correct', 'strike', 'unstrike']);
    room.expectGapless(changes);
    expect(await row()).toMatchObject({ seq: 8, kept: 0, skipped: 0, health: 'well' });
    const ids = await new SqlExternalIds(room.database).of(room.feed, [id]);
    expect(ids.get(id)).toBe(`${url}/items/${id}`);
  });

  test('that is reinstated there, and was never withdrawn here, is reworded and no more', async () => {
    const reading = await Reading.begin(room);
    const id = randomUUID();
    const back = wording(id, 3, 'two', { change: 'unstrike', note: 'It is so.' });
    expect(await reading.tell(wording(id, 1, 'one'), back)).toEqual(['done', 'done']);
    expect(await item(id)).toMatchObject({ headline: 'two', rev: 2 });
    expect((await item(id)).remarks).toBeUndefined();
    expect(kindsOf(await room.allChanges())).toEqual(['post', 'edit']);
  });

  test('is dated by nothing later than the log here, whatever the clock there says', async () => {
    const reading = await Reading.begin(room);
    const id = randomUUID();
    const ahead = '2999-01-01T00:00:00.000Z';
    await reading.tell(wording(id, 1, 'early', { postedAt: ahead, at: ahead }));
    const [change] = await room.allChanges();
    expect(await item(id)).toMatchObject({ postedAt: change?.at, updatedAt: change?.at });
  });

  test('goes when it is taken down there, whoever has changed it here; what never came is buried', async () => {
    const reading = await Reading.begin(room);
    const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()];
    await reading.tell(wording(a, 1, 'canary a'), wording(b, 1, 'canary b'));
    await room.log.append(room.feed, {
      kind: 'edit',
      id: b,
      rev: 1,
      patch: { ...contentOf('canary mine'), markdown: 'canary mine.' },
    });
    const gone = { kind: 'removal', id: c, postedAt: time(1), removedAt: time(9) } as const;
    await reading.tell({ kind: 'takedown', id: a }, { kind: 'takedown', id: b }, gone);
    for (const id of [a, b, c]) expect(isTombstone((await entry(id)) ?? gone)).toBe(true);
    expect(await entry(c)).toEqual({ id: c, postedAt: time(1), removedAt: time(9) });
    expect(await room.everyRow(['changes', 'items', 'drafts'])).not.toContain('canary');
    // It stays gone, also when it is told anew.
    await reading.tell(wording(a, 2, 'again'));
    expect(await entry(a)).toMatchObject({ removedAt: expect.any(String) as string });
  });

  test('that somebody has changed here keeps those words: later ones are left and named, a redaction erases what came before', async () => {
    const reading = await Reading.begin(room);
    const [a, b] = [randomUUID(), randomUUID()];
    await reading.tell(wording(a, 1, 'theirs'), wording(b, 1, 'canary'));
    await room.log.append(room.feed, {
      kind: 'edit',
      id: a,
      rev: 1,
      patch: { ...contentOf('mine'), markdown: 'mine.' },
    });
    await reading.tell(wording(a, 2, 'theirs anew'));
    expect(await item(a)).toMatchObject({ headline: 'mine', rev: 2 });
    const [upstream] = (await upstreams().list(room.feed)) ?? [];
    expect(upstream).toMatchObject({ kept: 1 });
    expect(await upstreams().keptItems(room.feed, upstream?.id ?? '')).toEqual([a]);
    await room.log.append(room.feed, {
      kind: 'edit',
      id: b,
      rev: 1,
      patch: { ...contentOf('mine too'), markdown: 'mine too.' },
    });
    await reading.tell(wording(b, 2, 'clean', { change: 'redact', note: 'A name.' }));
    expect(await item(b)).toMatchObject({ headline: 'mine too', remarks: [{ kind: 'redact' }] });
    expect(await room.everyRow(['changes', 'items'])).not.toContain('canary');
    // Untouched, the words there take the place of those here.
    const c = randomUUID();
    await reading.tell(
      wording(c, 1, 'canary'),
      wording(c, 2, 'clean', { change: 'redact', note: 'A name.' }),
    );
    expect(await item(c)).toMatchObject({ headline: 'clean', rev: 2 });
    expect(await room.everyRow(['changes', 'items'])).not.toContain('canary');
  });
});
