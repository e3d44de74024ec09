import { randomUUID } from 'node:crypto';
import type { IdempotencyKey } from '../../src/log/log.ts';
import { draftOf, postOf } from './commands.ts';
import { info, onEveryDatabaseAndPooler } from './on-every-database.ts';

function newKey(): IdempotencyKey {
  return { key: randomUUID(), fingerprint: randomUUID() };
}

onEveryDatabaseAndPooler('writes that come again under their key', (room) => {
  test('a change of a draft is made once, and answers with the draft (E16)', async () => {
    const { log, feed } = room;
    const { id } = await log.keepDraft(feed, draftOf('one'));
    const key = newKey();
    const changed = await log.changeDraft(feed, id, 1, draftOf('two'), key);
    expect(await log.changeDraft(feed, id, 1, draftOf('two'), key)).toEqual(changed);
    expect(await log.earlierUse(feed, key)).toEqual({ kind: 'draft', draft: changed });
  });

  test('a draft is released once, with its last change, and answers with the item (E16)', async () => {
    const { log, feed } = room;
    const { id } = await log.keepDraft(feed, draftOf('one'));
    const key = newKey();
    const release = { rev: 1, content: draftOf('two'), key };
    const twice = await Promise.all([
      log.releaseDraft(feed, id, release),
      log.releaseDraft(feed, id, release),
    ]);
    const [one, two] = twice.map((published) =>
      published.kind === 'out' ? published.appended : undefined,
    );
    expect([one?.repeated, two?.repeated].filter(Boolean)).toHaveLength(1);
    expect(one?.entry).toEqual(two?.entry);
    expect(one?.change).toEqual(two?.change);
    const changes = await room.allChanges();
    expect(changes).toMatchObject([{ kind: 'post', item: { id, headline: 'two' } }]);
  });

  test('a draft is discarded once, and the second time is no error (E16)', async () => {
    const { log, feed } = room;
    const { id } = await log.keepDraft(feed, draftOf('one'));
    const key = newKey();
    await log.discardDraft(feed, id, 1, key);
    await log.discardDraft(feed, id, 1, key);
    expect(await log.earlierUse(feed, key)).toEqual({ kind: 'discarded' });
    await expect(log.discardDraft(feed, id, 1)).rejects.toMatchObject({ code: 'unknown_item' });
  });

  test('a feed is created once, and answers with its beginning however far it went since (E16)', async () => {
    const { log } = room;
    const slug = `feed-${randomUUID()}`;
    const key = newKey();
    const created = await log.createFeed(slug, info, key);
    await log.append(slug, postOf('one'));
    await log.append(slug, { kind: 'feed', patch: { title: 'Another' } });
    expect(await log.createFeed(slug, info, key)).toEqual(created);
    expect(await log.earlierUse(slug, key)).toEqual({ kind: 'feed', head: created });
    await expect(log.createFeed(slug, info)).rejects.toMatchObject({ code: 'feed_exists' });
  });

  test('a key stands for one request: no other call gets its answer, and none of them is carried out (E16)', async () => {
    const { log, feed } = room;
    const key = newKey();
    const { id } = await log.keepDraft(feed, draftOf('one'), key);
    const other = { key: key.key, fingerprint: randomUUID() };
    expect(await log.earlierUse(feed, other)).toBeUndefined();
    const calls = [
      () => log.changeDraft(feed, id, 1, draftOf('two'), other),
      () => log.discardDraft(feed, id, 1, other),
      () => log.releaseDraft(feed, id, { key: other }),
      () => log.append(feed, postOf('two'), other),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'key_reused' });
    expect(await log.drafts(feed)).toMatchObject([{ id, rev: 1 }]);
    expect(await room.allChanges()).toEqual([]);
  });
});
