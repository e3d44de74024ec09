import { LocalBus } from '../../src/bus/local-bus.ts';
import type { Attachment } from '../../src/hub/attachment.ts';
import { Hub } from '../../src/hub/hub.ts';
import type { Position } from '../../src/feed/position.ts';
import type { Log } from '../../src/log/log.ts';
import { SqlLog } from '../../src/log/sql/sql-log.ts';
import { LogCalls } from '../../src/ops/log-calls.ts';
import { postOf } from '../contract/commands.ts';
import { emptyFolder } from '../services/databases.ts';
import { until } from '../until.ts';

const info = { title: 'T', lang: 'en', timezone: 'UTC', coverage: 'open' } as const;

describe('a reader that attaches', () => {
  const place = emptyFolder();
  let store: SqlLog;
  let feeds = 0;
  let feed: string;

  beforeAll(async () => {
    store = new SqlLog(await place.open());
  });

  afterAll(async () => {
    await store.close();
    await place.drop();
  });

  beforeEach(async () => {
    feeds += 1;
    feed = `f${feeds}`;
    await store.createFeed(feed, info);
    for (const text of ['1', '2', '3']) await store.append(feed, postOf(text));
  });

  /** A hub whose log can be taken away and given back. */
  function hubHere(sweepMs = 3_600_000) {
    const calls = new LogCalls();
    const way = { isCut: false, isSpoilt: false };
    const heads: Log['heads'] = async (names) => {
      if (way.isCut) throw new Error('the log cannot be reached');
      return store.heads(names);
    };
    const read: Log['read'] = async (...asked) => {
      const changes = await store.read(...asked);
      return way.isSpoilt ? changes.map((one) => ({ ...one, item: null }) as never) : changes;
    };
    const log = calls.countedBy(Object.assign(Object.create(store) as Log, { heads, read }));
    const told: string[] = [];
    const bus = new LocalBus();
    const clock = { now: () => 0, sleep: async () => undefined };
    const hub = new Hub(
      log,
      bus,
      {
        forked: () => told.push('forked'),
        unreachable: (error) => told.push(String(error)),
        strange: (_, what) => told.push(what),
      },
      clock,
      sweepMs,
    );
    const attach = async (position?: Position, name = feed) => {
      let given: Attachment | undefined;
      const isKnown = await hub.attach(name, position, (attachment) => (given = attachment));
      return isKnown ? given : isKnown;
    };
    return { hub, bus, way, told, attach, calls: calls.all };
  }

  const headOf = async (name: string) => {
    const [head] = await store.heads([name]);
    if (head === undefined) throw new Error('The feed is gone.');
    const { epoch, seq, tag } = head;
    return { epoch, seq, tag };
  };

  test('without a position gets the snapshot, with one what it missed', async () => {
    const { attach } = hubHere();
    expect(await attach()).toMatchObject({ kind: 'snapshot', snapshot: { seq: 3 } });
    const position = await headOf(feed);
    expect(await attach(position)).toEqual({ kind: 'sync', position, changes: [] });
  });

  test('to a feed that does not exist is not joined', async () => {
    const { attach } = hubHere();
    expect(await attach(undefined, 'no such feed')).toBe(false);
  });

  test('ahead of its instance gets what the instance has missed', async () => {
    const { hub, attach } = hubHere();
    await hub.snapshot(feed);
    const { change } = await store.append(feed, postOf('4'));
    const { epoch, seq, tag } = change;
    expect(await attach({ epoch, seq, tag })).toMatchObject({ kind: 'sync', changes: [] });
    expect(hub.held(feed)?.seq).toBe(4);
  });

  test('ahead of an instance that cannot ask the log is held; behind it, it is not', async () => {
    const { hub, way, told, attach } = hubHere();
    await hub.snapshot(feed);
    const here = await headOf(feed);
    way.isCut = true;
    expect(await attach({ ...here, seq: 4, tag: 'later' })).toEqual({ kind: 'hold' });
    expect(told).toEqual(['Error: the log cannot be reached']);
    expect(await attach(here)).toMatchObject({ kind: 'sync' });
    expect(await attach()).toMatchObject({ kind: 'snapshot' });
    way.isCut = false;
    // The log has no such change either.
    const found = await attach({ ...here, seq: 4, tag: 'later' });
    expect(found).toMatchObject({ kind: 'snapshot', reset: 'fork' });
  });

  test('finds a feed at once that was announced, without a question to the log', async () => {
    const { hub, bus, attach, calls } = hubHere();
    hub.open();
    bus.announce({ feed });
    expect(await attach()).toMatchObject({ kind: 'snapshot' });
    expect(calls.get('heads')).toBeUndefined();
    // Of one in memory the next reader costs nothing.
    const before = [...calls.values()].reduce((sum, count) => sum + count, 0);
    expect(await attach()).toMatchObject({ kind: 'snapshot' });
    expect([...calls.values()].reduce((sum, count) => sum + count, 0)).toBe(before);
    hub.close();
  });

  test('asks the log once more for a feed that was announced and is not there', async () => {
    const { hub, bus, attach, calls } = hubHere();
    hub.open();
    bus.announce({ feed: 'not yet' });
    expect(await attach(undefined, 'not yet')).toBe(false);
    expect(calls.get('tail')).toBe(1);
    expect(await attach(undefined, 'not yet')).toBe(false);
    expect(calls.get('heads')).toBe(1);
    hub.close();
  });

  test('is told of a lost change by the sweep, which is counted', async () => {
    const { hub } = hubHere();
    await hub.snapshot(feed);
    const seqs: number[] = [];
    hub.listen({ onChange: ({ seq }) => seqs.push(seq), onReset: () => undefined });
    await hub.sweep();
    expect([seqs, hub.counts]).toEqual([[], { sweeps: 1, healed: 0 }]);
    await store.append(feed, postOf('4'));
    await hub.sweep();
    expect([seqs, hub.counts]).toEqual([[4], { sweeps: 2, healed: 1 }]);
  });

  test('is served by an instance that sweeps by itself, also after the log was away', async () => {
    const { hub, way, told } = hubHere(1);
    await hub.snapshot(feed);
    way.isCut = true;
    hub.open();
    await until(() => told.length > 1, 'two sweeps that fail');
    expect(new Set(told)).toEqual(new Set(['Error: the log cannot be reached']));
    way.isCut = false;
    await store.append(feed, postOf('4'));
    await until(() => hub.held(feed)?.seq === 4, 'a sweep that finds the change');
    hub.close();
    expect(await hub.snapshot('no such feed')).toBeUndefined();
  });

  test('begins anew where a change of the log cannot be applied', async () => {
    const { hub, way, told } = hubHere();
    await hub.snapshot(feed);
    const seqs: string[] = [];
    hub.listen({
      onChange: ({ seq }) => seqs.push(`change ${seq}`),
      onReset: (_, { seq }) => seqs.push(`reset ${seq}`),
    });
    for (const text of ['4', '5']) await store.append(feed, postOf(text));
    way.isSpoilt = true;
    await hub.look(feed);
    expect(seqs).toEqual(['reset 5']);
    expect(told).toEqual([expect.stringContaining('change 4 cannot be applied')]);
  });

  test('names of feeds are read from the log once', async () => {
    const { hub, calls } = hubHere();
    await hub.learnFeeds();
    await hub.learnFeeds();
    expect(calls.get('feeds')).toBe(1);
    expect((await hub.feeds()).map((one) => one.feed)).toContain(feed);
  });

  test('a hundred unknown kinds of change are each told once, more are told no more', async () => {
    const { hub, bus, told } = hubHere();
    await hub.snapshot(feed);
    const seen: string[] = [];
    hub.listen({ onChange: ({ kind }) => seen.push(kind), onReset: () => undefined });
    hub.open();
    let { seq, tag } = await headOf(feed);
    const { epoch } = await headOf(feed);
    const announce = (kind: string) => {
      const row = { feed, epoch, seq: seq + 1, tag: `t${seq + 1}`, prev: tag, at: '' };
      bus.announce({ feed, change: { ...row, kind } as never });
      ({ seq, tag } = row);
    };
    for (let n = 0; n < 102; n += 1) announce(`later-${n}`);
    announce('later-0');
    hub.close();
    expect(seen).toHaveLength(103);
    expect(told).toHaveLength(100);
  });
});
