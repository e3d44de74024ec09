import { randomUUID } from 'node:crypto';
import type { Database } from '../../../src/database/database.ts';
import { Fetcher } from '../../../src/import/run/fetched.ts';
import type { WireFilter } from '../../../src/import/wires/wire.ts';
import { WireQueue } from '../../../src/import/wires/wire-queue.ts';
import { WireRunner } from '../../../src/import/wires/wire-runner.ts';
import { WireLeases } from '../../../src/import/wires/wire-leases.ts';
import { Wires } from '../../../src/import/wires/wires.ts';
import { SqlImports } from '../../../src/log/sql/sql-imports.ts';
import { SqlLog } from '../../../src/log/sql/sql-log.ts';
import type { Media } from '../../../src/media/media.ts';
import { WireServer, type WireEntryOfTests } from '../../import/wire-server.ts';
import { until } from '../../until.ts';
import { contentOf } from '../commands.ts';
import { onEveryDatabase } from '../on-every-database.ts';

const ana = { name: 'Ana', person: 'p1' };

onEveryDatabase('a wire', (room) => {
  const errors: unknown[] = [];
  const runners: WireRunner[] = [];
  let agency: WireServer;
  let id = '';
  let began = 0;

  beforeEach(async () => {
    agency = await new WireServer().open();
    began = Date.parse(await room.log.time());
  });
  afterEach(async () => {
    for (const runner of runners.splice(0)) await runner.close();
    await wires().remove(room.feed, id, ana);
    await agency[Symbol.asyncDispose]();
    expect(errors.splice(0)).toEqual([]);
  });

  const wires = () => new Wires(room.database);
  const run = (database: Database = room.database) => {
    const log = new SqlLog(database);
    const leases = new WireLeases(database);
    const bus = { notify: () => undefined };
    const runner = new WireRunner(
      {
        leases,
        log,
        imports: new SqlImports(database),
        publisher: { announced: (appended) => appended },
        // Its entries have no pictures.
        media: {} as Media,
        fetcher: new Fetcher(true),
        queue: new WireQueue({ leases, log, bus }),
        onError: (error) => errors.push(error),
      },
      { pollMs: 10, idleMs: 10 },
    );
    runners.push(runner);
    runner.poll();
  };
  const add = async (goes: 'queue' | 'out', filter: WireFilter = {}) => {
    // A wire that is due again as soon as it was looked at.
    const wire = { feed: room.feed, url: agency.url, goes, everySeconds: 0, filter };
    ({ id } = await wires().add(wire, false, ana));
    const { db } = room.database;
    const { since } = await db
      .selectFrom('wires')
      .select('since')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(Date.parse(since)).toBeGreaterThanOrEqual(began);
    // As if it had been added a while ago: what has not happened yet is no story.
    await db
      .updateTable('wires')
      .set({ since: later(-60) })
      .where('id', '=', id)
      .execute();
  };
  const state = async () => (await wires().list(room.feed))?.find((wire) => wire.id === id);
  /** Two looks that began after this: the first may have begun before it. */
  const looked = async () => {
    const { calls } = agency;
    await until(() => agency.calls >= calls + 3, 'two more looks');
  };
  const entry = (name: string, title: string, more: Partial<WireEntryOfTests> = {}) => ({
    id: `urn:agency:${name}`,
    at: later(-30),
    title,
    ...more,
  });
  const later = (seconds: number) => new Date(began + seconds * 1_000).toISOString();
  const shown = async () => {
    const { items = [] } = (await room.log.snapshot(room.feed)) ?? {};
    return items.map((item) => ('removedAt' in item ? 'gone' : item.headline));
  };

  test('brings out what is new since it was added, once, follows what its source changes and removes, and asks for no more than is new', async () => {
    const old = entry('old', 'From before', { at: '2020-01-01T00:00:00.000Z' });
    agency.entries = [old];
    await add('out');
    run();
    await looked();
    expect(await shown()).toEqual([]);
    const { same } = agency;
    await looked();
    expect(agency.same).toBeGreaterThan(same);
    expect(await state()).toMatchObject({ health: 'well', latest: { outcome: 'same' } });

    agency.entries = [entry('b', 'Second', { at: later(-20) }), entry('a', 'First'), old];
    await until(async () => (await shown()).length === 2, 'what is new');
    expect(await shown()).toEqual(['Second', 'First']);
    await looked();
    expect(await shown()).toHaveLength(2);
    agency.entries = [entry('b', 'Second', { at: later(-20) }), entry('a', 'First, mended')];
    await until(async () => (await shown()).includes('First, mended'), 'the edit');
    // What is no longer listed stays; what the source says to be gone goes.
    agency.entries = [entry('a', '', { isGone: true, updatedAt: later(-5) })];
    await until(async () => (await shown()).includes('gone'), 'the removal');
    expect(await shown()).toEqual(['Second', 'gone']);
    // The pages behind the first have what is old.
    expect([...agency.paths]).toEqual(['/wire.atom']);
  });

  test('never takes the place of what somebody has changed here', async () => {
    const { log, feed } = room;
    agency.manner = 'forgetful';
    await add('out');
    agency.entries = [entry('a', 'First')];
    run();
    await until(async () => (await shown()).length === 1, 'what is new');
    const [item] = (await log.snapshot(feed))?.items ?? [];
    const own = { ...contentOf('Ours') };
    await log.append(feed, { kind: 'edit', id: item?.id ?? '', rev: 1, patch: own });
    agency.entries = [entry('a', 'Theirs')];
    await until(async () => (await state())?.latest?.kept === 1, 'it to be left');
    agency.entries = [entry('a', '', { isGone: true, updatedAt: later(-5) })];
    await looked();
    expect(await shown()).toEqual(['Ours']);
  });

  test('brings drafts to the editors, submitted, once; changes and discards those that nobody has touched', async () => {
    const { log, feed } = room;
    await add('queue');
    agency.entries = [entry('a', 'One'), entry('b', 'Two'), entry('c', 'Three')];
    run();
    const drafts = async () => {
      const all = await log.drafts(feed);
      return new Map(all.map((draft) => [draft.content.headline, draft]));
    };
    await until(async () => (await drafts()).size === 3, 'the drafts');
    await looked();
    const first = await drafts();
    expect([...first.values()].map((draft) => draft.state)).toEqual(Array(3).fill('submitted'));
    expect(first.get('One')).toMatchObject({ author: { name: 'Ana' } });
    // One is touched, one goes out, one is as it was.
    const [one, two] = [first.get('One'), first.get('Two')];
    const touched = { content: contentOf('One of ours'), markdown: 'Ours.' };
    await log.changeDraft(feed, one?.id ?? '', one?.rev ?? 0, touched);
    await log.releaseDraft(feed, two?.id ?? '');
    agency.entries = ['One', 'Two', 'Three'].map((title, n) =>
      entry('abc'[n] ?? '', `${title}, mended`),
    );
    await until(async () => (await drafts()).has('Three, mended'), 'the change');
    await looked();
    expect(new Set((await drafts()).keys())).toEqual(new Set(['One of ours', 'Three, mended']));
    expect(await shown()).toEqual(['Two']);
    agency.entries = ['a', 'b', 'c'].map((name) =>
      entry(name, '', { isGone: true, updatedAt: later(-5) }),
    );
    await until(async () => (await drafts()).size === 1, 'the end of one');
    await looked();
    expect([...(await drafts()).keys()]).toEqual(['One of ours']);
    expect(await shown()).toEqual(['Two']);
  });

  test('brings what its filter chooses by words, tags and authors alone, and what cannot be taken keeps nothing back', async () => {
    await add('out', { words: ['STORM', 'flood'], tags: ['Port'] });
    agency.entries = [
      entry('a', 'A storm', { tag: 'port' }),
      entry('b', 'A storm elsewhere', { tag: 'hills' }),
      entry('c', 'Fair', { tag: 'port' }),
      entry('d', 'A flood', { at: 'at noon', tag: 'port' }),
      entry('e', 'A flood, later', { at: later(-10), tag: 'port', author: 'Bo' }),
    ];
    run();
    await until(async () => (await shown()).length === 2, 'what is chosen');
    expect(await shown()).toEqual(['A flood, later', 'A storm']);
    await wires().change(room.feed, id, { filter: { authors: ['bo'] } }, ana);
    agency.entries = [entry('f', 'By Bo', { author: 'Bo' }), entry('g', 'By Cy', { author: 'Cy' })];
    await until(async () => (await shown()).includes('By Bo'), 'what is by Bo');
    await looked();
    expect(await shown()).not.toContain('By Cy');
  });

  test('waits longer the more often it fails, as long as it is told, and says why', async () => {
    agency.manner = 'busy';
    await add('out');
    run();
    await until(async () => (await state())?.health === 'failing', 'the failure');
    const waiting = await state();
    expect(waiting?.latest).toMatchObject({ reason: 'The address answers 429.' });
    expect(Date.parse(waiting?.nextAt ?? '')).toBeGreaterThan(began + 1_700_000);
    for (const [manner, reason] of [
      ['broken', /answers 500/],
      ['garbage', /no LiveBlogPosting in it/],
    ] as const) {
      agency.manner = manner;
      // Somebody has it looked at.
      await wires().change(room.feed, id, { state: 'running' }, ana);
      await until(async () => reason.test((await state())?.latest?.reason ?? ''), manner);
    }
    const set = { failures: 4, due_at: '2020-01-01T00:00:00.000Z' };
    await room.database.db.updateTable('wires').set(set).where('id', '=', id).execute();
    await until(async () => (await state())?.health === 'down', 'it to be down');
    agency.manner = 'well';
    agency.entries = [entry('a', 'Back')];
    await wires().change(room.feed, id, { state: 'running' }, ana);
    await until(async () => (await shown()).length === 1, 'what is new');
    expect(await state()).toMatchObject({ health: 'well' });
    await wires().change(room.feed, id, { state: 'paused' }, ana);
    const { calls } = agency;
    await until(async () => (await state())?.health === 'paused', 'the pause');
    expect(agency.calls).toBeLessThanOrEqual(calls + 1);
  });

  test('is looked at by one instance at a time, and by another when it is killed', async () => {
    await add('out');
    const other = await room.place.open();
    const [here, there] = [new WireLeases(room.database), new WireLeases(other)];
    const [a, b] = [randomUUID(), randomUUID()];
    const both = await Promise.all([here.take(id, a, 1), there.take(id, b, 1)]);
    expect(both.filter((wire) => wire !== undefined)).toHaveLength(1);
    expect((await here.due(1_000)).ids).not.toContain(id);
    agency.entries = [entry('a', 'Once')];
    // Nobody ends the lease: it passes on by the database's clock.
    run();
    run(other);
    await until(async () => (await shown()).length === 1, 'what is new');
    await looked();
    expect(await shown()).toEqual(['Once']);
    for (const runner of runners.splice(0)) await runner.close();
    await other.close();
  });
});
