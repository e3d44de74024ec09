import type { Change } from '../../../src/feed/change.ts';
import { io } from 'socket.io-client';
import { positionOf } from '../../../src/feed/position.ts';
import type { Snapshot } from '../../../src/feed/snapshot.ts';
import { emptyFolder } from '../../services/databases.ts';
import { call } from '../../call.ts';
import { TestServer } from '../../server.ts';
import { StockReader } from '../../stock-reader.ts';
import { until } from '../../until.ts';

/** PROTOCOL.md §2, as a stock socket.io-client sees it, on our engine and on Socket.IO's own. */
describe.each(['auto', 'stock'] as const)('a stock client, with FANOUT=%s', (fanOut) => {
  const place = emptyFolder();
  let server: TestServer;

  beforeAll(async () => {
    server = await TestServer.start(place, { fanOut });
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  let count = 0;
  async function newFeed(more: object = {}): Promise<string> {
    count += 1;
    await server.createFeed(`feed-${count}`, more);
    return `feed-${count}`;
  }

  const subscribe = (feed: string, position: object = {}) => ({
    v: 1,
    subs: [{ feed, ...position }],
  });

  async function snapshotOf(feed: string): Promise<Snapshot> {
    return (await call(server.url, 'GET', `/api/v1/feeds/${feed}`)).json as unknown as Snapshot;
  }

  test('gets the snapshot, then every change, in order, once', async () => {
    const feed = await newFeed();
    await server.publish(feed, { headline: 'before' });
    using reader = new StockReader(server.url, subscribe(feed));
    await until(() => reader.of('snapshot').length === 1, 'the snapshot');
    for (let n = 0; n < 30; n += 1) await server.publish(feed, { headline: `after ${n}` });
    await until(() => reader.of('change').length === 30, 'the changes');
    expect(reader.events[0]?.event).toBe('snapshot');
    expect(reader.of('snapshot')[0]).toMatchObject({ feed, seq: 1, more: null, pinned: null });
    expect(reader.of('change').map(({ seq }) => seq)).toEqual(
      Array.from({ length: 30 }, (_, n) => n + 2),
    );
    let tag = reader.of('snapshot')[0]?.tag;
    for (const change of reader.of('change')) {
      expect(change.prev).toBe(tag);
      tag = change.tag;
    }
    expect(await snapshotOf(feed)).toMatchObject({ seq: 31, tag });
  });

  test('that comes back with its position gets exactly what it missed', async () => {
    const feed = await newFeed();
    const { change } = await server.publish(feed, { headline: 'seen' });
    await server.publish(feed, { headline: 'missed 1' });
    await server.publish(feed, { headline: 'missed 2' });
    using reader = new StockReader(server.url, subscribe(feed, change));
    await until(() => reader.events.length > 0, 'the catch-up');
    const [sync] = reader.of('sync');
    expect(sync?.changes.map(({ seq }) => seq)).toEqual([2, 3]);
    expect(sync).toMatchObject(positionOf(await snapshotOf(feed)));

    using current = new StockReader(
      server.url,
      subscribe(feed, positionOf(await snapshotOf(feed))),
    );
    await until(() => current.events.length > 0, 'the catch-up');
    expect(current.of('sync')[0]?.changes).toEqual([]);
  });

  test('with a position of another history starts anew, and is told why', async () => {
    const feed = await newFeed();
    await server.publish(feed, { headline: 'one' });
    const { change } = await server.publish(feed, { headline: 'two' });
    const cases = [
      [{ ...change, tag: 'zzzzzzzz' }, 'fork'],
      [{ ...change, seq: 1 }, 'fork'],
      [{ ...change, seq: 2 ** 53 - 1 }, 'fork'],
      [{ ...change, epoch: 'zzzzzzzz', tag: 'zzzzzzzz' }, 'epoch'],
    ] as const;
    for (const [position, reset] of cases) {
      using reader = new StockReader(server.url, subscribe(feed, position));
      await until(() => reader.events.length > 0, 'the answer');
      expect(reader.of('snapshot')[0]).toMatchObject({ reset, seq: 2 });
    }
  });

  test('that was away for longer than the tail starts anew with reset "gap"', async () => {
    const feed = await newFeed();
    const { change } = await server.publish(feed, { headline: 'first' });
    await server.publishMany(feed, 1_030);
    using reader = new StockReader(server.url, subscribe(feed, change));
    await until(() => reader.events.length > 0, 'the answer');
    expect(reader.of('snapshot')[0]).toMatchObject({ reset: 'gap', seq: 1_031 });
  });

  test('follows many feeds on one connection, and adds and drops them', async () => {
    const [a, b, c] = [await newFeed(), await newFeed(), await newFeed()];
    using reader = new StockReader(server.url, { v: 1, subs: [{ feed: a }, { feed: b }] });
    await until(() => reader.of('snapshot').length === 2, 'two snapshots');
    reader.socket.emit('subscribe', { feed: c });
    await until(() => reader.of('snapshot').length === 3, 'the third');
    reader.socket.emit('unsubscribe', { feed: a });
    reader.socket.emit('subscribe', { feed: b, ...positionOf(await snapshotOf(b)) });
    await until(() => reader.of('sync').length === 1, 'the answer after the unsubscribe');
    for (const feed of [a, b, c]) await server.publish(feed, { headline: `to ${feed}` });
    await until(() => reader.of('change').length === 2, 'two changes');
    expect(
      reader
        .of('change')
        .map((change) => change.feed)
        .sort(),
    ).toEqual([b, c].sort());
  });

  test('is refused by name what cannot be had, and stays connected', async () => {
    const feed = await newFeed();
    const many = Array.from({ length: 21 }, () => ({ feed }));
    const cases: readonly (readonly [object, object])[] = [
      [subscribe('nowhere'), { feed: 'nowhere', code: 'unknown_feed', retry: false }],
      [subscribe('<script>'), { code: 'bad_handshake' }],
      [subscribe(feed, { epoch: 'e' }), { feed, code: 'bad_position' }],
      [subscribe(feed, { epoch: 'e', seq: -1, tag: 't' }), { feed, code: 'bad_position' }],
      [subscribe(feed, { epoch: 'e', seq: '1', tag: {} }), { feed, code: 'bad_position' }],
      [{ v: 2, subs: [] }, { code: 'bad_handshake' }],
      [{ v: 1, subs: 'all' }, { code: 'bad_handshake' }],
      [{ v: 1, subs: [null, 3] }, { code: 'bad_handshake' }],
      [{ v: 1, subs: many }, { code: 'too_many_subscriptions' }],
    ];
    for (const [auth, refusal] of cases) {
      using reader = new StockReader(server.url, auth);
      await until(() => reader.of('refused').length > 0, `the refusal of ${JSON.stringify(auth)}`);
      expect(reader.of('refused')[0]).toMatchObject(refusal);
      expect(JSON.stringify(reader.events)).not.toContain('<script>');
      reader.socket.emit('subscribe', { feed });
      await until(() => reader.of('snapshot').length > 0, 'service after the refusal');
    }
  });

  test('that asks without end is closed', async () => {
    const feed = await newFeed();
    using reader = new StockReader(server.url, undefined, { reconnection: false });
    await until(() => reader.socket.connected, 'the connection');
    for (let n = 0; n < 400; n += 1) reader.socket.emit('subscribe', { feed });
    await until(() => reader.socket.disconnected, 'the end');
    expect(reader.of('refused').map(({ code }) => code)).toContain('too_many_requests');
  });

  test('on a site that is not on the allow-list is refused; on one that is, served', async () => {
    const feed = await newFeed({ origins: ['https://good.example'] });
    const from = (origin: string) => ({ extraHeaders: { origin } });
    using bad = new StockReader(server.url, subscribe(feed), from('https://bad.example'));
    using good = new StockReader(server.url, subscribe(feed), from('https://good.example'));
    await until(() => bad.events.length > 0 && good.events.length > 0, 'both answers');
    expect(bad.of('refused')[0]).toMatchObject({ feed, code: 'origin_not_allowed', retry: false });
    expect(good.of('snapshot')).toHaveLength(1);
    await server.publish(feed, { headline: 'for the good' });
    await until(() => good.of('change').length === 1, 'the change');
    expect(bad.of('change')).toEqual([]);
    const asked = async (origin: string) =>
      (await call(server.url, 'GET', `/api/v1/feeds/${feed}`, undefined, { origin })).headers.get(
        'access-control-allow-origin',
      );
    expect(await asked('https://good.example')).toBe('https://good.example');
    expect(await asked('https://bad.example')).toBeNull();
  });

  test('that comes with a stock client’s default transports is told what to do instead, where clients show it (W7)', async () => {
    const socket = io(server.url, { forceNew: true, reconnection: false });
    const error = await new Promise<Error>((done) => socket.once('connect_error', done));
    socket.close();
    expect(error.message).toContain('connect with transports: ["websocket"]');
    const { status, text } = await call(
      server.url,
      'GET',
      '/socket.io/?EIO=4&transport=polling&sid=x',
    );
    expect(status).toBe(400);
    expect(text).toContain('websocket');
  });

  test('gets each change exactly once however its attach and a publish meet', async () => {
    const feed = await newFeed();
    let published = 0;
    for (let round = 0; round < 150; round += 1) {
      const publishing = server.publish(feed, { headline: `round ${round}` });
      using reader = new StockReader(server.url, subscribe(feed));
      await publishing;
      await server.publish(feed, { headline: `after ${round}` });
      published += 2;
      const target = published;
      const reached = () => lastSeq(reader) === target;
      await until(reached, 'the reader to be current');
      const [snapshot] = reader.of('snapshot');
      const seqs = reader.of('change').map(({ seq }) => seq);
      const first = (snapshot?.seq ?? 0) + 1;
      expect(seqs).toEqual(Array.from({ length: target - first + 1 }, (_, n) => first + n));
    }
  });

  function lastSeq(reader: StockReader): number {
    return Math.max(
      ...reader.of('snapshot').map(({ seq }) => seq),
      ...reader.of('change').map((change: Change) => change.seq),
      0,
    );
  }
});
