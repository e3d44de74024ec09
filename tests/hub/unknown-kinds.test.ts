import { LocalBus } from '../../src/bus/local-bus.ts';
import { parseAnnouncement } from '../../src/bus/announcement-text.ts';
import type { Change } from '../../src/feed/change.ts';
import { isTombstone } from '../../src/feed/item.ts';
import { Hub } from '../../src/hub/hub.ts';
import { SqlLog } from '../../src/log/sql/sql-log.ts';
import { postOf } from '../contract/commands.ts';
import { emptyFolder } from '../services/databases.ts';
import { until } from '../until.ts';

const info = { title: 'T', lang: 'en', timezone: 'UTC', coverage: 'open' } as const;

/** What a later version may announce: a kind, a field and an item of its own making. */
function future(after: Change, more: object): Change {
  const { feed, epoch, seq, tag, at } = after;
  const row = { feed, epoch, seq: seq + 1, tag: `${tag}x`, prev: tag, at };
  return { ...row, kind: 'future', news: { of: 'tomorrow' }, ...more } as unknown as Change;
}

describe('a change of a kind that only a later version knows', () => {
  const place = emptyFolder();
  let log: SqlLog;
  let bus: LocalBus;
  let hub: Hub;
  let last: Change;
  let told: string[];
  let strange: string[];
  let feed = 0;

  beforeAll(async () => {
    log = new SqlLog(await place.open());
  });

  afterAll(async () => {
    await log.close();
    await place.drop();
  });

  beforeEach(async () => {
    feed += 1;
    await log.createFeed(`f${feed}`, info);
    const { change } = await log.append(`f${feed}`, postOf('The gates are shut'));
    last = change;
    bus = new LocalBus();
    told = [];
    strange = [];
    // Only what a test announces or asks for: no sweep.
    hub = new Hub(
      log,
      bus,
      {
        forked: () => told.push('alarm'),
        unreachable: (error) => told.push(String(error)),
        strange: (_, what) => strange.push(what),
      },
      undefined,
      3_600_000,
    );
    hub.open();
    await hub.snapshot(`f${feed}`);
  });

  afterEach(() => hub.close());

  const listen = (name: string, onChange: (change: Change) => void = () => undefined) =>
    hub.listen({
      onChange: (change) => {
        onChange(change);
        told.push(`${name}: ${change.kind} ${change.seq}`);
      },
      onReset: (_, { seq }) => told.push(`${name}: reset ${seq}`),
    });

  test('moves the position, lays its item in, and is passed on as it is, with one line for the operator (A7)', async () => {
    listen('a');
    if (!('item' in last) || isTombstone(last.item)) throw new Error('The post is gone.');
    const item = { ...last.item, rev: 2, headline: 'The gates will be shut' };
    const first = future(last, { item });
    const second = future(first, { id: 'nobody', item: undefined });
    // As it comes from another instance.
    for (const change of [first, second]) {
      const announced = parseAnnouncement(JSON.stringify({ feed: last.feed, change, later: 1 }));
      expect(announced?.change).toEqual(JSON.parse(JSON.stringify(change)));
      if (announced !== undefined) bus.announce(announced);
    }
    const snapshot = await hub.snapshot(last.feed);
    expect(snapshot).toMatchObject({ seq: 3, tag: second.tag });
    expect(snapshot?.items).toMatchObject([{ id: item.id, headline: 'The gates will be shut' }]);
    expect(await hub.changes(last.feed, 1)).toMatchObject([
      { kind: 'future', news: { of: 'tomorrow' } },
      { kind: 'future' },
    ]);
    expect(told).toEqual(['a: future 2', 'a: future 3']);
    expect(strange).toEqual([expect.stringContaining('"future"')]);
  });

  test('loses its text with its item, and every other word of it (A7)', async () => {
    if (!('item' in last) || isTombstone(last.item)) throw new Error('The post is gone.');
    const { id } = last.item;
    const quoting = future(last, {
      item: { ...last.item, rev: 2, headline: 'A secret' },
      quote: 'A secret',
    });
    bus.announce({ feed: last.feed, change: quoting });
    const naming = future(quoting, { id, quote: 'A secret' });
    bus.announce({ feed: last.feed, change: naming });
    const { seq, tag, epoch, at } = naming;
    const row = { feed: last.feed, epoch, seq: seq + 1, tag: 'gone', prev: tag, at };
    bus.announce({ feed: last.feed, change: { ...row, kind: 'takedown', id } });
    const changes = await hub.changes(last.feed, 1);
    expect(changes).toHaveLength(3);
    expect(JSON.stringify([changes, await hub.snapshot(last.feed)])).not.toContain('A secret');
    expect(changes?.map(({ kind }) => kind)).toEqual(['future', 'future', 'takedown']);
  });

  test.each([
    ['an item that is none', { item: 'text' }],
    ['an item without a time', { item: { id: 'x' } }],
    ['a kind that would break a stream', { kind: 'future\ndata: x' }],
  ])('with %s is looked for in the log (A7)', (_name, more) => {
    const text = JSON.stringify({ feed: last.feed, change: future(last, more) });
    expect(parseAnnouncement(text)).toEqual({ feed: last.feed });
  });

  test('that cannot be applied has the feed read anew from the log, and ends nobody (A7)', async () => {
    listen('a');
    const { change } = await log.append(last.feed, postOf('Two'));
    bus.announce({ feed: last.feed, change: { ...change, item: null } as unknown as Change });
    await until(async () => (await hub.snapshot(last.feed))?.seq === 2, 'the feed to be read anew');
    expect(told).toEqual(['a: post 2']);
    expect(strange).toEqual([expect.stringContaining('change 2 cannot be applied')]);
    const snapshot = await hub.snapshot(last.feed);
    expect(snapshot?.items).toHaveLength(2);
  });

  test('that a listener throws at ends nobody: the others are told, its own readers start anew (A7)', async () => {
    listen('before');
    listen('thrower', () => {
      throw new Error('a kind that is not known');
    });
    hub.listen({
      onChange: () => {
        throw new Error('and no beginning either');
      },
      onReset: () => {
        throw new Error('and no beginning either');
      },
    });
    listen('after');
    bus.announce({ feed: last.feed, change: future(last, {}) });
    expect(told).toEqual(['before: future 2', 'thrower: reset 2', 'after: future 2']);
    expect(strange).toHaveLength(4);
    // Without the change that was made up, the log's own history is told.
    await hub.look(last.feed);
    expect(told.slice(3)).toEqual([
      'alarm',
      'before: reset 1',
      'thrower: reset 1',
      'after: reset 1',
    ]);
  });
});
