import { randomUUID } from 'node:crypto';
import { isTombstone } from '../../../src/feed/item.ts';
import type { Published } from '../../../src/log/log.ts';
import { SqlLog } from '../../../src/log/sql/sql-log.ts';
import { until } from '../../until.ts';
import { contentOf, draftOf, postOf } from '../commands.ts';
import { info, onEveryDatabase } from '../on-every-database.ts';

const ed = { name: 'Ed', person: 'p2' };

function heldOf(published: Published) {
  if (published.kind === 'out') throw new Error('It is out.');
  return published.draft;
}

onEveryDatabase('posts that are held', (room) => {
  let feeds = 0;
  const feedOf = async (undoSeconds: number) => {
    feeds += 1;
    const feed = `held-${feeds}-${randomUUID().slice(0, 8)}`;
    await room.log.createFeed(feed, { ...info, undoSeconds });
    return feed;
  };
  const hold = async (feed: string, headline: string) =>
    heldOf(await room.log.publish(feed, postOf(headline), undefined, ed));
  const dueOf = async (feed: string) =>
    (await room.log.dueDrafts(1_000)).filter((draft) => draft.feed === feed);

  test('in a feed without undoSeconds nothing is held', async () => {
    const { log, feed } = room;
    const published = await log.publish(feed, postOf('at once'));
    expect(published).toMatchObject({ kind: 'out', appended: { change: { seq: 1 } } });
    const { id } = await log.keepDraft(feed, draftOf('a draft'));
    expect((await log.releaseDraft(feed, id)).kind).toBe('out');
    expect(await room.allChanges()).toHaveLength(2);
  });

  test('a post is in no change, no snapshot and no seq while it is held, and says until when', async () => {
    const { log } = room;
    const feed = await feedOf(60);
    const before = await log.feeds();
    const held = await hold(feed, 'not yet');
    expect(held).toMatchObject({ state: 'held', rev: 1, author: { name: 'Ed', id: 'p2' } });
    const waits = Date.parse(held.embargo ?? '') - Date.parse(held.updatedAt);
    expect(waits).toBe(60_000);
    expect(await log.read(feed, 0, 10)).toEqual([]);
    expect(await log.entry(feed, held.id)).toBeUndefined();
    expect((await log.items(feed, { limit: 20 }))?.items).toEqual([]);
    // Not even the time of the feed's latest change.
    expect(await log.feeds()).toEqual(before);
    expect(await log.drafts(feed)).toEqual([held]);
    await expect(log.releaseDue(feed, held.id)).rejects.toMatchObject({ code: 'unknown_item' });
    expect(await log.drafts(feed)).toEqual([held]);
  });

  test('held posts come out in the order in which they were published, each once, by one of two instances', async () => {
    const { log, place } = room;
    const feed = await feedOf(1);
    const other = new SqlLog(await place.open());
    const names = Array.from({ length: 8 }, (_, n) => `post ${n}`);
    const held = [];
    for (const name of names) held.push(await hold(feed, name));
    const times = held.map(({ embargo }) => embargo);
    for (const [n, time = ''] of times.entries()) expect(time > (times[n - 1] ?? '')).toBe(true);
    await until(async () => (await dueOf(feed)).length === names.length, 'their time');
    const due = await dueOf(feed);
    const release = async (one: typeof log) => {
      for (const { id } of due) await one.releaseDue(feed, id).catch(() => undefined);
    };
    await Promise.all([release(log), release(other), release(other)]);
    await other.close();
    const changes = await log.read(feed, 0, 100);
    expect(
      changes.map((change) =>
        'item' in change && !isTombstone(change.item) ? change.item.headline : '',
      ),
    ).toEqual(names);
    expect(await log.drafts(feed)).toEqual([]);
  });

  test('a feed that holds for a shorter time than before lets nothing overtake what is held', async () => {
    const { log } = room;
    const feed = await feedOf(60);
    const first = await hold(feed, 'first');
    await log.append(feed, { kind: 'feed', patch: { undoSeconds: 1 } });
    const second = await hold(feed, 'second');
    expect((second.embargo ?? '') > (first.embargo ?? '')).toBe(true);
    await log.append(feed, { kind: 'feed', patch: { undoSeconds: null } });
    expect((await log.publish(feed, postOf('at once'))).kind).toBe('out');
    expect(await log.drafts(feed)).toHaveLength(2);
  });

  test('a post that is taken back is a draft without a time, and no instance lets it out', async () => {
    const { log } = room;
    const feed = await feedOf(60);
    const { id } = await hold(feed, 'taken back');
    const back = await log.recall(feed, id, undefined, ed);
    expect(back).toMatchObject({ id, rev: 2, state: 'draft', content: { headline: 'taken back' } });
    expect(back).not.toHaveProperty('embargo');
    await expect(log.releaseDue(feed, id)).rejects.toMatchObject({ code: 'unknown_item' });
    await expect(log.recall(feed, id)).rejects.toMatchObject({ code: 'wrong_state' });
    expect(await log.read(feed, 0, 10)).toHaveLength(0);
    const again = heldOf(await log.releaseDraft(feed, id, { rev: 2 }));
    expect(again).toMatchObject({ id, rev: 3, state: 'held', author: { name: 'Ed' } });
  });

  test('of taking back and letting out at its time, one wins, and the other is told', async () => {
    const { log, place } = room;
    const feed = await feedOf(1);
    const other = new SqlLog(await place.open());
    const { id } = await hold(feed, 'on the edge');
    await until(async () => (await dueOf(feed)).length === 1, 'its time');
    const [out, back] = await Promise.allSettled([
      other.releaseDue(feed, id),
      log.recall(feed, id),
    ]);
    await other.close();
    // Its time is over: whoever is first, it goes out.
    expect(out.status).toBe('fulfilled');
    expect(back).toMatchObject({ status: 'rejected' });
    const code = back.status === 'rejected' ? (back.reason as { code: string }).code : '';
    expect(['already_published', 'unknown_item']).toContain(code);
    expect(await log.read(feed, 0, 10)).toHaveLength(1);
    await expect(log.recall(feed, id)).rejects.toMatchObject({ code: 'unknown_item' });
  });

  test('a post that was due when it was looked for, and was given another time since, is not let out', async () => {
    const { log } = room;
    const feed = await feedOf(0);
    const past = { ...draftOf('moved'), embargo: '2001-01-01T00:00:00.000Z' };
    const { id } = await log.keepDraft(feed, past);
    expect(await dueOf(feed)).toEqual([{ feed, id }]);
    await log.changeDraft(feed, id, 1, draftOf('moved'));
    await expect(log.releaseDue(feed, id)).rejects.toMatchObject({ code: 'unknown_item' });
    expect(await log.drafts(feed)).toMatchObject([{ id, rev: 2 }]);
  });

  test('a held post is held once under its key, is changed by nobody, and can be discarded', async () => {
    const { log } = room;
    const feed = await feedOf(60);
    const key = { key: randomUUID(), fingerprint: 'f' };
    const post = postOf('once');
    const all = await Promise.all(Array.from({ length: 10 }, () => log.publish(feed, post, key)));
    expect(new Set(all.map((one) => heldOf(one).id)).size).toBe(1);
    const [held] = await log.drafts(feed);
    const id = held?.id ?? '';
    expect(await log.drafts(feed)).toHaveLength(1);
    expect(await log.earlierUse(feed, key)).toEqual({ kind: 'draft', draft: held });
    const wrong = { code: 'wrong_state' };
    await expect(log.changeDraft(feed, id, 1, draftOf('x'))).rejects.toMatchObject(wrong);
    await expect(log.stepDraft(feed, id, 1, { kind: 'submit' })).rejects.toMatchObject(wrong);
    await expect(log.releaseDraft(feed, id)).rejects.toMatchObject(wrong);
    const other = { key: randomUUID(), fingerprint: 'g' };
    const back = await log.recall(feed, id, other);
    expect(await log.recall(feed, id, other)).toEqual(back);
    await log.discardDraft(feed, id);
    expect(await log.earlierUse(feed, key)).toEqual({ kind: 'discarded' });
  });

  test('a submitted draft that is approved with a last change is held with that change', async () => {
    const { log } = room;
    const feed = await feedOf(60);
    const { id } = await log.keepDraft(feed, draftOf('written'), undefined, { name: 'Vera' });
    await log.stepDraft(feed, id, 1, { kind: 'submit' });
    const release = { rev: 2, content: draftOf('mended'), by: ed };
    expect(heldOf(await log.releaseDraft(feed, id, release))).toMatchObject({
      rev: 3,
      state: 'held',
      content: contentOf('mended'),
      author: { name: 'Vera' },
      editor: 'Ed',
    });
  });
});
