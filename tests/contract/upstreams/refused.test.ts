import { randomUUID } from 'node:crypto';
import type { Item } from '../../../src/feed/item.ts';
import { SqlUpstreams } from '../../../src/log/sql/upstreams/sql-upstreams.ts';
import { contentOf } from '../commands.ts';
import { onEveryDatabase } from '../on-every-database.ts';
import { by, place, Reading, url, wording } from './reading.ts';

onEveryDatabase('an upstream', (room) => {
  const entry = async (id: string) => room.log.entry(room.feed, id);
  const item = async (id: string) => (await entry(id)) as Item;
  const upstreams = () => new SqlUpstreams(room.database);
  const row = async () => (await upstreams().list(room.feed))?.[0];

  test('gives nothing that came from here, came through too many newsrooms, or has the name of something else here', async () => {
    const reading = await Reading.begin(room);
    const [a, b] = [randomUUID(), randomUUID()];
    const through = (id: string, path: readonly string[]) => {
      const content = { ...contentOf('loop'), origin: { name: 'Here', url, path } };
      return wording(id, 1, 'loop', { content });
    };
    await reading.tell(through(a, ['far', room.created.epoch, 'there']));
    expect(await row()).toMatchObject({ skipped: 1, skippedReason: 'It comes from this server.' });
    await reading.tell(
      through(
        b,
        Array.from({ length: 9 }, (_, n) => `log-${n}`),
      ),
    );
    expect(await row()).toMatchObject({
      skipped: 2,
      skippedReason: 'It came through too many newsrooms.',
    });
    const own = await room.post('our own');
    await reading.tell(wording(own.id, 2, 'stolen'), { kind: 'takedown', id: own.id });
    expect(await item(own.id)).toMatchObject({ headline: 'our own', rev: 1 });
    expect(await room.allChanges()).toHaveLength(1);
    expect(await row()).toMatchObject({ seq: 4 });
  });

  test('has what cannot be taken passed over and counted; words that were to be erased go all the same', async () => {
    const reading = await Reading.begin(room);
    const id = randomUUID();
    const unusable = { kind: 'unusable', reason: 'An item is none.', erases: false } as const;
    await reading.tell(
      wording(id, 1, 'canary'),
      { ...unusable, id: randomUUID() },
      { ...unusable, id },
    );
    expect(await item(id)).toMatchObject({ headline: 'canary', rev: 1 });
    expect(await row()).toMatchObject({ seq: 3, skipped: 2, kept: 1 });
    await reading.tell({ ...unusable, id, erases: true });
    expect(await entry(id)).toMatchObject({ removedAt: expect.any(String) as string });
    expect(await room.everyRow(['changes', 'items'])).not.toContain('canary');
  });

  test('that was restored from a backup gives what is new there; what its log has forgotten stays, and is named', async () => {
    const reading = await Reading.begin(room);
    const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()];
    await reading.tell(
      wording(a, 1, 'a'),
      wording(a, 2, 'a corrected', { change: 'correct', note: 'Once.' }),
      wording(b, 1, 'b'),
      wording(c, 1, 'c'),
    );
    // The backup has `a` before its correction, and `b` was reworded since; it knows of no `c`.
    await reading.state(wording(a, 1, 'a'));
    await reading.state(wording(b, 1, 'b otherwise'));
    expect(await item(a)).toMatchObject({ headline: 'a corrected', rev: 2 });
    expect(await item(b)).toMatchObject({ headline: 'b otherwise' });
    const known = await reading.leases.toldRevs(reading.upstream);
    expect([...known.keys()].sort()).toEqual([a, b, c].sort());
    const position = { epoch: 'there', seq: 2, tag: 'restored' };
    const found = { items: 2, missing: 1, missingItems: [c] };
    expect(await reading.leases.compared(reading.upstream, reading.holder, position, found)).toBe(
      true,
    );
    expect(await row()).toMatchObject({ seq: 2, compared: found });
    expect(await item(c)).toMatchObject({ headline: 'c' });
    // From now on its word holds again: `a` was corrected anew, at the revision that was known before.
    const anew = wording(a, 2, 'a corrected anew', { change: 'correct', note: 'Twice.' });
    const step = { told: anew, position: { epoch: 'there', seq: 3, tag: 'next' } };
    const done = await reading.leases.follow(reading.upstream, reading.holder, position, step);
    expect(done.kind).toBe('done');
    expect(await item(a)).toMatchObject({ headline: 'a corrected anew', rev: 3 });
  });

  test('is read by one instance at a time, by the next when that one is gone, and by none while it is paused', async () => {
    const reading = await Reading.begin(room);
    const { leases, upstream, holder } = reading;
    expect(await leases.due('other', 10)).not.toContain(upstream.id);
    expect(await leases.take(upstream.id, 'other', 60)).toBeUndefined();
    expect(await leases.renew([upstream], holder, 0)).toEqual([upstream.id]);
    const taken = await leases.take(upstream.id, 'other', 60);
    expect(taken).toEqual(upstream);
    expect(await reading.tell(wording(randomUUID(), 1, 'too late'))).toEqual(['lost']);
    expect(await leases.renew([upstream], holder, 60)).toEqual([]);
    await upstreams().change(room.feed, upstream.id, { state: 'paused' }, by);
    const step = { position: { epoch: 'there', seq: 1, tag: 'x' } };
    expect(await leases.follow(upstream, 'other', place, step)).toEqual({ kind: 'lost' });
    expect(await leases.due('other', 10)).not.toContain(upstream.id);
    await upstreams().change(room.feed, upstream.id, { state: 'running' }, by);
    expect(await leases.due('other', 10)).toContain(upstream.id);
    expect(await room.allChanges()).toEqual([]);
    await expect(Reading.begin(room)).rejects.toMatchObject({ code: 'upstream_exists' });
    expect(await upstreams().remove(room.feed, upstream.id, by)).toBe(true);
    expect(await row()).toBeUndefined();
  });
});
