import { SqlExternalIds } from '../../../src/log/sql/sql-external-ids.ts';
import type { ExternalId } from '../../../src/log/external-ids.ts';
import { draftOf, postOf } from '../commands.ts';
import { onEveryDatabase } from '../on-every-database.ts';

const external = (id: string, fingerprint = 'f1'): ExternalId => ({ id, fingerprint });

onEveryDatabase('external ids', (room) => {
  const ids = () => new SqlExternalIds(room.database);
  const post = (headline: string, external_: ExternalId) => ({
    ...postOf(headline),
    external: external_,
  });

  test('of many who publish under one at once one does, and all are answered with its item', async () => {
    const { log, feed } = room;
    const all = await Promise.all(
      Array.from({ length: 12 }, () => log.publish(feed, post('one', external('wire-1')))),
    );
    const appended = all.map((one) => (one.kind === 'out' ? one.appended : undefined));
    expect(appended.filter((one) => one?.repeated === false)).toHaveLength(1);
    expect(new Set(appended.map((one) => one?.entry?.id)).size).toBe(1);
    expect(await room.allChanges()).toHaveLength(1);
    // Readers never get it.
    expect(await room.everyRow(['changes', 'items'])).not.toContain('wire-1');
    const id = appended[0]?.entry?.id ?? '';
    expect(await ids().of(feed, [id, 'another'])).toEqual(new Map([[id, 'wire-1']]));
    expect(await ids().itemOf(feed, 'wire-1')).toBe(id);
  });

  test('with something else is refused by the item’s id, and changes nothing; another feed has its own', async () => {
    const { log, feed } = room;
    const first = await log.publish(feed, post('one', external('a')));
    const id = first.kind === 'out' ? first.appended.entry?.id : undefined;
    const other = external('a', 'f2');
    for (const call of [
      () => log.publish(feed, post('two', other)),
      () => log.keepDraft(feed, { ...draftOf('two'), external: other }),
      () => ids().earlierUse(feed, other),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: 'external_id_taken', extra: { id } });
    }
    expect(await room.allChanges()).toHaveLength(1);
    expect(await log.drafts(feed)).toEqual([]);
    await log.createFeed(`${feed}-2`, room.created.info);
    await log.publish(`${feed}-2`, post('two', other));
  });

  test('stays with an item from draft to takedown, and answers with it as it is', async () => {
    const { log, feed } = room;
    const named = { ...draftOf('one'), external: external('d') };
    const draft = await log.keepDraft(feed, named);
    expect(await log.keepDraft(feed, named)).toEqual(draft);
    const { id } = draft;
    expect(await ids().earlierUse(feed, external('d'))).toMatchObject({ kind: 'draft', draft });
    await log.releaseDraft(feed, id);
    const patch = { headline: 'two' };
    await log.append(feed, { kind: 'edit', id, rev: 1, patch });
    expect(await ids().earlierUse(feed, external('d'))).toMatchObject({
      kind: 'change',
      appended: { change: { seq: 1, kind: 'post' }, entry: { id, rev: 2, headline: 'two' } },
    });
    await log.append(feed, { kind: 'takedown', id, reason: '' });
    const again = await log.publish(feed, post('one', external('d')));
    expect(again).toMatchObject({ kind: 'out', appended: { repeated: true, entry: { id } } });
    expect(JSON.stringify(again)).not.toMatch(/"(one|two)/);
    expect(await room.allChanges()).toHaveLength(3);
    // A draft that was discarded is not made again by who sends it again.
    const gone = await log.keepDraft(feed, { ...draftOf('x'), external: external('g') });
    await log.discardDraft(feed, gone.id);
    expect(await ids().earlierUse(feed, external('g'))).toEqual({ kind: 'discarded' });
    const resent = log.keepDraft(feed, { ...draftOf('x'), external: external('g') });
    await expect(resent).rejects.toMatchObject({ code: 'unknown_item' });
  });

  test('of a held post is of the item that goes out', async () => {
    const { log, feed } = room;
    await log.append(feed, { kind: 'feed', patch: { undoSeconds: 60 } });
    const held = await log.publish(feed, post('one', external('h')));
    const again = await log.publish(feed, post('one', external('h')));
    expect(again).toEqual(held);
    expect(held.kind).toBe('held');
    expect(await log.drafts(feed)).toHaveLength(1);
  });
});
