import { sql } from 'kysely';
import { apply } from '../../src/feed/apply.ts';
import type { Change } from '../../src/feed/change.ts';
import type { Item } from '../../src/feed/item.ts';
import { emptySnapshot, newest, snapshotItems } from '../../src/feed/snapshot.ts';
import type { Command } from '../../src/log/command.ts';
import type { Database } from '../../src/database/database.ts';
import { SqlLog } from '../../src/log/sql/sql-log.ts';
import { until } from '../until.ts';
import { postOf } from './commands.ts';
import { info, onEveryDatabase } from './on-every-database.ts';
import { forgetPeople } from './people/before-people.ts';

onEveryDatabase('a feed as it stood', (room) => {
  /** The view of a reader that had applied the changes up to a time, without texts that were taken down since. */
  async function foldUntil(at: string) {
    const changes = (await room.allChanges()).filter((change) => change.at <= at);
    const beginning = emptySnapshot(room.feed, room.created, info);
    return newest(changes.reduce(apply, beginning), snapshotItems);
  }

  /** Appends once the database's clock has moved on: every change has a time of its own. */
  async function append(command: Command): Promise<Change> {
    const before = await room.database.time();
    const hasMoved = async () => (await room.database.time()) !== before;
    await until(hasMoved, 'the clock to move on');
    return (await room.log.append(room.feed, command)).change;
  }

  async function post(headline: string): Promise<Item> {
    const change = (await append(postOf(headline))) as Extract<Change, { kind: 'post' }>;
    return change.item as Item;
  }

  test('at the time of each change is the fold of the changes until then, through every kind of change', async () => {
    const { log, feed } = room;
    const items: Item[] = [];
    for (let n = 0; n < 23; n += 1) items.push(await post(`item ${n}`));
    const [old] = items as [Item];
    const [second, third, late] = items.slice(-3) as [Item, Item, Item];
    await append({ kind: 'edit', id: second.id, rev: 1, patch: { headline: 'mended' } });
    await append({ kind: 'pin', id: old.id });
    await append({ kind: 'correct', id: old.id, rev: 1, note: 'Not so.', patch: { key: true } });
    await append({ kind: 'feed', patch: { title: 'Budget week', description: 'Five days.' } });
    await append({ kind: 'pin', id: third.id });
    await append({ kind: 'strike', id: third.id, rev: 1, note: 'It was not so.' });
    await append({ kind: 'unpin', id: third.id });
    await append({ kind: 'pin', id: late.id });
    await append({ kind: 'takedown', id: late.id, reason: 'a court said so' });
    await append({ kind: 'takedown', id: second.id, reason: 'libel' });
    await append({ kind: 'feed', patch: { coverage: 'ended' } });
    await append(postOf('after all'));

    const changes = await room.allChanges();
    expect(new Set(changes.map(({ at }) => at)).size).toBe(changes.length);
    for (const { at, seq } of changes) {
      const then = await log.snapshotAt(feed, at);
      expect(then).toEqual(await foldUntil(at));
      expect(then?.seq).toBe(seq);
    }
    expect(await log.snapshotAt(feed, '9999-12-31T23:59:59.999Z')).toEqual(
      await log.snapshot(feed),
    );
  });

  test('before its first change is empty, with the name it was given then', async () => {
    const { log, feed, created } = room;
    const { at } = await append({ kind: 'feed', patch: { title: 'Another', coverage: 'ended' } });
    const beginning = emptySnapshot(feed, created, info);
    expect(await log.snapshotAt(feed, '2001-01-01T00:00:00.000Z')).toEqual(beginning);
    expect((await log.snapshotAt(feed, at))?.info.title).toBe('Another');
    expect(await log.snapshotAt('nowhere', at)).toBeUndefined();
  });

  test('goes on behind a cursor with the older items of then', async () => {
    const { log, feed } = room;
    const items: Item[] = [];
    for (let n = 0; n < 23; n += 1) items.push(await post(`item ${n}`));
    const [oldest, second] = items as [Item, Item];
    const at = items.at(-1)?.postedAt ?? '';
    await append({ kind: 'correct', id: second.id, rev: 1, note: 'n', patch: { headline: 'new' } });
    await append({ kind: 'takedown', id: oldest.id, reason: 'libel' });
    const first = await log.snapshotAt(feed, at);
    const then = await log.snapshotAt(feed, at, first?.more ?? '');
    expect(then?.items.slice(0, 2)).toEqual([items[2], second]);
    expect(then?.items[2]).toMatchObject({
      id: oldest.id,
      removedAt: expect.any(String) as string,
    });
    expect([then?.items.length, then?.more, then?.seq]).toEqual([3, null, first?.seq]);
    const foreign = log.snapshotAt(feed, at, 'x');
    await expect(foreign).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('has no word of what was taken down since', async () => {
    const { log, feed } = room;
    const { id } = await post('unsayable');
    await append({ kind: 'correct', id, rev: 1, note: 'not unsayable', patch: {} });
    const shown = await append({ kind: 'pin', id });
    expect((await log.snapshotAt(feed, shown.at))?.pinned?.headline).toBe('unsayable');
    await append({ kind: 'takedown', id, reason: 'libel' });
    for (const { at } of await room.allChanges()) {
      const then = await log.snapshotAt(feed, at);
      expect(JSON.stringify(then)).not.toContain('unsayable');
      expect(then?.items).toHaveLength(1);
      expect(then?.pinned).toBeNull();
    }
  });

  test('of a feed that an earlier release made is told from what it was first changed to', async () => {
    const { empty } = room;
    const older = await empty();
    const before = await older.open();
    const log = new SqlLog(before);
    await log.createFeed('kept', info);
    await log.createFeed('changed', { ...info, title: 'As it began' });
    await log.append('changed', { kind: 'feed', patch: { title: 'Then', coverage: 'ended' } });
    await log.append('changed', { kind: 'feed', patch: { title: 'Now' } });
    await unlearn(before.db);
    await log.close();

    const after = new SqlLog(await older.open());
    const beginning = async (feed: string) =>
      (await after.snapshotAt(feed, '2001-01-01T00:00:00.000Z'))?.info;
    expect(await beginning('kept')).toEqual(info);
    expect(await beginning('changed')).toEqual({ ...info, title: 'Then' });
    await after.close();
    await older.drop();
  });
});

/** Undoes the migrations from 003 on. */
async function unlearn(db: Database['db']): Promise<void> {
  await forgetPeople(db);
  await db.schema.dropTable('probes').execute();
  await db.schema.alterTable('sessions').dropColumn('proof').execute();
  await db.schema.dropIndex('changes_by_time').execute();
  await db.schema.dropIndex('changes_of_pins').execute();
  await db.schema.alterTable('feeds').dropColumn('root_info').execute();
  await sql`delete from kysely_migration where name >= '003'`.execute(db);
}
