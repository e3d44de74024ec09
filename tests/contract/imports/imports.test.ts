import { apply } from '../../../src/feed/apply.ts';
import { isTombstone, type Entry } from '../../../src/feed/item.ts';
import { emptySnapshot, newest, snapshotItems } from '../../../src/feed/snapshot.ts';
import { SqlImports } from '../../../src/log/sql/sql-imports.ts';
import type { ImportedItem, ImportedWording } from '../../../src/log/imports.ts';
import { contentOf, postOf } from '../commands.ts';
import { onEveryDatabase, info } from '../on-every-database.ts';

const by = { name: 'Ada' };

function wording(at: string, headline: string, more: Partial<ImportedWording> = {}) {
  const content = contentOf(headline);
  return { kind: 'post', at, content, markdown: `${headline}.`, ...more } as ImportedWording;
}

/** An item of a story of 2021, posted at a minute of ten o'clock. */
function told(id: string, minute: number, more: Partial<ImportedItem> = {}): ImportedItem {
  const postedAt = time(minute);
  const wordings = [wording(postedAt, id)];
  return { external: { id, digest: `${id}-1` }, postedAt, wordings, ...more };
}

function time(minute: number): string {
  return new Date(Date.UTC(2021, 1, 19, 10, minute)).toISOString();
}

function names(items: readonly Entry[] = []): readonly string[] {
  return items.map((entry) => (isTombstone(entry) ? 'removed' : (entry.headline ?? '')));
}

onEveryDatabase('what is imported', (room) => {
  const imports = () => new SqlImports(room.database);
  const put = (item: ImportedItem) => imports().put(room.feed, item, by);

  test('has the times of its story, and the log keeps its own; every reader has the same list', async () => {
    const { log, feed } = room;
    const live = await room.post('live');
    await put(
      told('corrected', 10, {
        id: '01890a5d-ac96-774b-bcce-b302099a8057',
        wordings: [
          wording(time(10), 'first'),
          wording(time(20), 'second', { kind: 'edit' }),
          wording(time(30), 'third', { kind: 'correct', note: 'It was three.' }),
          wording(time(40), 'third', { kind: 'strike', note: 'Not so.' }),
        ],
      }),
    );
    await put(told('edited later', 15, { wordings: [wording(time(50), 'edited later')] }));
    // Its editors moved it below what came before it.
    await put(told('moved down', 35, { placedAt: time(5) }));
    await put(told('gone', 12, { wordings: [], removedAt: time(45) }));

    const snapshot = await log.snapshot(feed);
    expect(names(snapshot?.items)).toEqual([
      'live',
      'edited later',
      'removed',
      'third',
      'moved down',
    ]);
    const [, edited, gone, struck, moved] = snapshot?.items ?? [];
    expect(edited).toMatchObject({ rev: 1, postedAt: time(15), updatedAt: time(50) });
    expect(gone).toEqual({ id: gone?.id, postedAt: time(12), removedAt: time(45) });
    expect(struck).toMatchObject({
      id: '01890a5d-ac96-774b-bcce-b302099a8057',
      rev: 4,
      postedAt: time(10),
      updatedAt: time(40),
      remarks: [
        { kind: 'correct', at: time(30), note: 'It was three.' },
        { kind: 'strike', at: time(40), note: 'Not so.' },
      ],
    });
    expect(moved).toMatchObject({ postedAt: time(35), placedAt: time(5) });
    expect(await room.fold()).toEqual(snapshot);
    const history = await log.history(feed, struck?.id ?? '');
    expect(history.map(({ kind, at }) => [kind, at])).toEqual([
      ['post', time(10)],
      ['correct', time(30)],
      ['strike', time(40)],
    ]);

    const changes = await room.allChanges();
    room.expectGapless(changes);
    const times = changes.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
    expect(times[1]).not.toBe(time(10));
    // Pages go by the same order as lists.
    const page = await log.items(feed, { limit: 3 });
    const rest = await log.items(feed, { limit: 3, before: page?.next ?? '' });
    expect([...(page?.items ?? []), ...(rest?.items ?? [])]).toEqual(snapshot?.items);
    expect(snapshot?.items[0]?.postedAt).toBe(live.postedAt);
  });

  test('stood at each time of its story as it was told, and at times since as the log has it', async () => {
    const { log, feed } = room;
    const wordings = [wording(time(10), 'one'), wording(time(30), 'two', { kind: 'edit' })];
    await put(told('one', 10, { wordings }));
    await put(told('moved down', 20, { placedAt: time(5) }));
    await put(told('gone', 25, { wordings: [], removedAt: time(40) }));
    await log.append(feed, postOf('today'));
    const at = async (minute: number) => names((await log.snapshotAt(feed, time(minute)))?.items);
    expect(await at(5)).toEqual([]);
    expect(await at(10)).toEqual(['one']);
    expect(await at(20)).toEqual(['one', 'moved down']);
    expect(await at(30)).toEqual(['removed', 'two', 'moved down']);
    const past = await log.snapshotAt(feed, time(30));
    // A reader that goes on from that position has in the end what everybody has.
    expect(past).toMatchObject({ seq: 0, tag: room.created.tag });
    const changes = await room.allChanges();
    const caughtUp = changes.reduce(apply, past ?? emptySnapshot(feed, room.created, info));
    expect(newest(caughtUp, snapshotItems)).toEqual(await log.snapshot(feed));
    const present = await log.snapshotAt(feed, '9999-12-31T23:59:59.999Z');
    expect(present).toEqual(await log.snapshot(feed));
    // What a cache has of the past is named by the latest change that told of it.
    expect(await log.lastRewriting(feed)).toMatchObject({ seq: changes.length - 1 });
    expect(await log.lastTakedown(feed)).toBeUndefined();
  });

  test('comes once, also when many import it at once, and is brought up to what its source says since', async () => {
    const { log, feed } = room;
    const first = told('a', 10);
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => put(first)));
    expect(outcomes.filter(({ kind }) => kind === 'made')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'unchanged')).toHaveLength(7);
    const reworded = (headline: string, minute: number, digest: string) =>
      told('a', 10, {
        external: { id: 'a', digest },
        wordings: [wording(time(minute), headline)],
      });
    const second = reworded('again', 20, 'a-2');
    expect(await imports().foresee(feed, second)).toBe('changed');
    expect(await room.allChanges()).toHaveLength(1);
    const { item: id, appended } = await put(second);
    expect(appended.map(({ change }) => change.kind)).toEqual(['edit']);
    expect(await log.entry(feed, id)).toMatchObject({
      rev: 2,
      headline: 'again',
      postedAt: time(10),
      updatedAt: time(20),
    });
    expect(await put(second)).toMatchObject({ kind: 'unchanged', appended: [] });

    // What an editor has changed here is not overwritten.
    await log.append(feed, { kind: 'edit', id, rev: 2, patch: { headline: 'ours' } });
    expect(await put(reworded('theirs', 30, 'a-3'))).toMatchObject({ kind: 'kept', appended: [] });
    expect(await log.entry(feed, id)).toMatchObject({ headline: 'ours' });

    const { item: other } = await put(told('b', 11));
    const gone = told('b', 11, { external: { id: 'b', digest: 'gone' }, removedAt: time(40) });
    expect(await put(gone)).toMatchObject({ kind: 'removed', item: other });
    expect(await room.everyRow(['changes', 'items'])).not.toMatch(/"b\.?"/);
    expect(await put(told('b', 11))).toMatchObject({ kind: 'kept' });

    await log.publish(feed, { ...postOf('api'), external: { id: 'wire', fingerprint: 'f' } });
    expect(await put(told('wire', 10))).toMatchObject({ kind: 'taken', appended: [] });
    expect(await room.fold()).toEqual(await log.snapshot(feed));
  });
});
