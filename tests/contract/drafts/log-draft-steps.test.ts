import { SqlLog } from '../../../src/log/sql/sql-log.ts';
import { draftOf } from '../commands.ts';
import { onEveryDatabase } from '../on-every-database.ts';

const vera = { name: 'Vera', person: 'p1' };
const ed = { name: 'Ed', person: 'p2' };

onEveryDatabase('the way of a draft to readers', (room) => {
  test('a draft says who wrote it and changed it last, is submitted, returned with a note, and submitted again', async () => {
    const { log, feed } = room;
    const { id } = await log.keepDraft(feed, draftOf('a'), undefined, vera);
    const first = await log.draft(feed, id);
    expect(first).toMatchObject({ state: 'draft', author: { name: 'Vera', id: 'p1' } });
    await log.stepDraft(feed, id, 1, { kind: 'submit' }, undefined, vera);
    const note = 'Which gate?';
    const returned = await log.stepDraft(feed, id, 2, { kind: 'return', note }, undefined, ed);
    expect(returned).toMatchObject({ rev: 3, state: 'returned', note, editor: 'Ed' });
    await log.changeDraft(feed, id, 3, draftOf('the second'), undefined, vera);
    const again = await log.stepDraft(feed, id, 4, { kind: 'submit' }, undefined, vera);
    expect(again).toMatchObject({ state: 'submitted', editor: 'Vera', author: { name: 'Vera' } });
    expect(again).not.toHaveProperty('note');
    expect(await log.drafts(feed)).toEqual([again]);
    expect(await room.allChanges()).toEqual([]);
  });

  test('a step that a draft cannot take is refused, and changes nothing', async () => {
    const { log, feed } = room;
    const { id } = await log.keepDraft(feed, draftOf('a'), undefined, vera);
    const back = { kind: 'return', note: 'x' } as const;
    const wrong = { code: 'wrong_state' };
    await expect(log.stepDraft(feed, id, 1, back)).rejects.toMatchObject(wrong);
    await log.stepDraft(feed, id, 1, { kind: 'submit' });
    await expect(log.stepDraft(feed, id, 2, { kind: 'submit' })).rejects.toMatchObject(wrong);
    await expect(log.stepDraft(feed, id, 1, back)).rejects.toMatchObject({
      code: 'stale_revision',
    });
    const embargo = '2099-01-01T00:00:00.000Z';
    // Who gives it a time has decided: without it, it is a draft again.
    const timed = await log.changeDraft(feed, id, 2, { ...draftOf('a'), embargo });
    await expect(log.stepDraft(feed, id, timed.rev, back)).rejects.toMatchObject(wrong);
    expect(await log.changeDraft(feed, id, timed.rev, draftOf('a'))).toMatchObject({
      state: 'draft',
      rev: 4,
    });
  });

  test('of many editors who approve and return it at once, on two instances, one is heard', async () => {
    const { log, feed, place } = room;
    const other = new SqlLog(await place.open());
    const { id } = await log.keepDraft(feed, draftOf('once'), undefined, vera);
    await log.stepDraft(feed, id, 1, { kind: 'submit' }, undefined, vera);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, (_, n) => {
        const one = n % 2 ? log : other;
        return n % 3 === 0
          ? one.releaseDraft(feed, id, { rev: 2, by: ed })
          : one.stepDraft(feed, id, 2, { kind: 'return', note: `${n}` }, undefined, ed);
      }),
    );
    await other.close();
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const isOut = (await room.allChanges()).length === 1;
    expect((await log.drafts(feed)).length).toBe(isOut ? 0 : 1);
  });

  test('a step that is sent again under its key is taken once', async () => {
    const { log, feed } = room;
    const { id } = await log.keepDraft(feed, draftOf('a'));
    const key = { key: 'k', fingerprint: 'f' };
    const once = await log.stepDraft(feed, id, 1, { kind: 'submit' }, key);
    expect(await log.stepDraft(feed, id, 1, { kind: 'submit' }, key)).toEqual(once);
  });
});
