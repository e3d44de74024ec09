import { type Position } from '../../../src/feed/position.ts';
import { call } from '../../call.ts';
import { until } from '../../until.ts';
import { StreamReader } from './stream-reader.ts';
import { idOf, openStreams } from './stream-room.ts';

/** PROTOCOL.md §3, `stream`, as a plain EventSource sees it. */
describe('a stream', () => {
  const room = openStreams();

  test('begins with the snapshot and goes on with every change, in order, once', async () => {
    const { server, newFeed, snapshotOf } = room;
    const feed = await newFeed();
    const { item } = await server.publish(feed, { headline: 'before' });
    using reader = new StreamReader(feed);
    reader.connect(server.url);
    await until(() => reader.of('snapshot').length === 1, 'the snapshot');
    for (let n = 0; n < 20; n += 1) await server.publish(feed, { headline: `after ${n}` });
    const path = `/api/v1/feeds/${feed}/items/${item.id}`;
    await server.call('PATCH', path, { kind: 'edit', headline: 'x' }, { 'if-match': '"1"' });
    await server.call('PUT', `${path}/pin`);
    await server.call('DELETE', `${path}/pin`);
    await server.call('DELETE', path, { reason: 'It must go.' });
    await server.call('PATCH', `/api/v1/feeds/${feed}`, { title: 'Another title' });
    await until(() => reader.view?.seq === 26, 'the changes');
    const told = reader.events.map(({ event }) => event);
    expect(told).toEqual([
      'snapshot',
      ...Array.from({ length: 20 }, () => 'post'),
      'edit',
      'pin',
      'unpin',
      'takedown',
      'feed',
    ]);
    for (const { id, data } of reader.events) expect(id).toBe(idOf(data as unknown as Position));
    expect(reader.newest).toEqual(await snapshotOf(feed));
    expect(reader.broken).toEqual([]);
    expect(reader.firstLine).toMatch(/^:/);
    const header = (name: string) => reader.response?.headers.get(name) ?? '';
    expect(header('content-type')).toMatch(/^text\/event-stream/);
    expect(header('cache-control')).toMatch(/^no-store/);
    expect(header('x-accel-buffering')).toBe('no');
    expect(header('access-control-allow-origin')).toBe('*');
  });

  test('that comes back gets what it missed, and is told that this was all', async () => {
    const { server, newFeed, snapshotOf } = room;
    const feed = await newFeed();
    await server.publish(feed, { headline: 'seen' });
    using reader = new StreamReader(feed);
    reader.connect(server.url);
    await until(() => reader.view !== undefined, 'the snapshot');
    reader.leave();
    for (const headline of ['missed 1', 'missed 2']) await server.publish(feed, { headline });
    reader.connect(server.url);
    await until(() => reader.of('head').length === 1, 'the end of the catch-up');
    expect(reader.events.map(({ event }) => event)).toEqual(['snapshot', 'post', 'post', 'head']);
    expect(reader.of('head')[0]).toMatchObject({ id: undefined, data: { feed, seq: 3 } });
    expect(reader.broken).toEqual([]);
    expect(reader.newest).toEqual(await snapshotOf(feed));
  });

  test('goes on from the position a page was drawn at', async () => {
    const { server, newFeed } = room;
    const feed = await newFeed();
    const { change } = await server.publish(feed, { headline: 'drawn' });
    await server.publish(feed, { headline: 'since' });
    using reader = new StreamReader(feed);
    reader.connect(server.url, `?lastEventId=${idOf(change)}`);
    await until(() => reader.of('head').length === 1, 'the catch-up');
    expect(reader.events.map(({ event, data }) => [event, data['seq']])).toEqual([
      ['post', 2],
      ['head', 2],
    ]);
  });

  test('from a position in no log of ours starts anew, and says why', async () => {
    const { server, newFeed } = room;
    const feed = await newFeed();
    await server.publish(feed, { headline: 'one' });
    const { change } = await server.publish(feed, { headline: 'two' });
    const cases = [
      [idOf({ ...change, tag: 'zzzzzzzz' }), 'fork'],
      [idOf({ ...change, seq: 1 }), 'fork'],
      [idOf({ ...change, seq: 2 ** 53 - 1 }), 'fork'],
      [idOf({ ...change, epoch: 'zzzzzzzz', tag: 'zzzzzzzz' }), 'epoch'],
      ['17', 'epoch'],
      [`${change.epoch}:-1:${change.tag}`, 'epoch'],
      [`${change.epoch}:9999999999999999:${change.tag}`, 'epoch'],
      ['<script>:1:x', 'epoch'],
      ['x'.repeat(4_000), 'epoch'],
    ] as const;
    for (const [id, reset] of cases) {
      using reader = new StreamReader(feed);
      reader.lastEventId = id;
      reader.connect(server.url);
      await until(() => reader.events.length > 0, `the answer to ${id.slice(0, 40)}`);
      expect(reader.events[0]).toMatchObject({ event: 'snapshot', data: { reset, seq: 2 } });
      expect(JSON.stringify(reader.events)).not.toContain('<script>');
    }
    using asked = new StreamReader(feed);
    asked.connect(server.url, '?lastEventId=a&lastEventId=b');
    await until(() => asked.events.length > 0, 'the answer');
    expect(asked.events[0]).toMatchObject({ event: 'snapshot', data: { reset: 'epoch' } });
  });

  test('that cannot be had is refused by name, and a plain EventSource is told not to come back', async () => {
    const { server, newFeed } = room;
    const feed = await newFeed({ origins: ['https://good.example'] });
    await server.publish(feed, { headline: 'for the good' });
    const cases = [
      ['nowhere', {}, { feed: 'nowhere', code: 'unknown_feed', retry: false }],
      ['%3Cscript%3E', {}, { code: 'unknown_feed', retry: false }],
      [feed, { origin: 'https://bad.example' }, { feed, code: 'origin_not_allowed' }],
    ] as const;
    for (const [name, headers, data] of cases) {
      using reader = new StreamReader(name, headers);
      reader.connect(server.url);
      await until(() => reader.ended, 'the end');
      expect(reader.events).toMatchObject([{ event: 'refused', id: undefined, data }]);
      expect(JSON.stringify(reader.events)).not.toMatch(/script|for the good/);
      expect(reader.retryMs).toBeGreaterThan(3_600_000);
      // Otherwise the page could not read why.
      expect(reader.response?.headers.get('access-control-allow-origin')).toBe('*');
    }
    using good = new StreamReader(feed, { origin: 'https://good.example' });
    good.connect(server.url);
    await until(() => good.view !== undefined, 'the snapshot');
    const allowed = good.response?.headers.get('access-control-allow-origin');
    expect(allowed).toBe('https://good.example');
  });

  test('answers HEAD and ends', async () => {
    const { server, newFeed } = room;
    const feed = await newFeed();
    const { status, text } = await call(server.url, 'HEAD', `/api/v1/feeds/${feed}/stream`);
    expect([status, text]).toEqual([200, '']);
  });

  test('has each change exactly once however its beginning and a publish meet', async () => {
    const { server, newFeed } = room;
    const feed = await newFeed();
    for (let round = 1; round <= 100; round += 1) {
      const publishing = server.publish(feed, { headline: `round ${round}` });
      using reader = new StreamReader(feed);
      reader.connect(server.url);
      await publishing;
      await server.publish(feed, { headline: `after ${round}` });
      await until(() => reader.view?.seq === round * 2, 'the reader to be current');
      expect(reader.broken).toEqual([]);
    }
  });
});
