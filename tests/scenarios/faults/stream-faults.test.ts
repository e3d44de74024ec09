import { subscribe as onChannel, unsubscribe as offChannel } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Change } from '../../../src/feed/change.ts';
import { positionOf } from '../../../src/feed/position.ts';
import { maxWaitingBytes } from '../../../src/gateway/reader-bounds.ts';
import { emptyFolder } from '../../services/databases.ts';
import { TestServer } from '../../server.ts';
import { until } from '../../until.ts';
import { VirtualReader } from '../../virtual-reader.ts';
import { SegmentReader } from '../reading/segment-reader.ts';
import { StreamReader } from '../reading/stream-reader.ts';
import { idOf, openStreams } from '../reading/stream-room.ts';

/** PROTOCOL.md §3, `stream`, as a plain EventSource sees it. */
describe('a stream under faults', () => {
  const room = openStreams();

  test('that is not read keeps little waiting, harms nobody, and is brought up to date when it is', async () => {
    const { server, newFeed, snapshotOf } = room;
    const feed = await newFeed();
    const responses: ServerResponse[] = [];
    const note = (message: unknown) => {
      const { request, response } = message as {
        request: IncomingMessage;
        response: ServerResponse;
      };
      if (request.headers['x-reader'] === 'slow') responses.push(response);
    };
    onChannel('http.server.response.created', note);
    using slow = new StreamReader(feed, { 'x-reader': 'slow' });
    using quick = new StreamReader(feed);
    slow.connect(server.url);
    quick.connect(server.url);
    await until(() => slow.view !== undefined && quick.view !== undefined, 'both');
    offChannel('http.server.response.created', note);
    const [response] = responses;
    const waiting = () => response?.writableLength ?? 0;

    slow.pause();
    const body = 'word '.repeat(8_000);
    let published = 0;
    // What the network between holds comes first, and more than once: full is what stays full.
    let [most, stuck] = [0, 0];
    while (stuck < 40 && published < 1_000) {
      await server.publish(feed, { headline: `${published}`, body });
      published += 1;
      most = Math.max(most, waiting());
      stuck = waiting() > maxWaitingBytes ? stuck + 1 : 0;
    }
    expect(stuck).toBe(40);
    // One frame may stand over the bound; nothing comes on top of it.
    expect(most).toBeLessThan(maxWaitingBytes + 2 * body.length);
    await until(() => quick.view?.seq === published, 'the quick one');

    slow.resume();
    await until(() => slow.view?.seq === published, 'the slow one to heal');
    expect(slow.newest).toEqual(await snapshotOf(feed));
    expect([slow.broken, quick.broken]).toEqual([[], []]);
    // It was the same stream all along, and what was dropped came from the tail.
    expect([slow.ended, slow.of('snapshot').length]).toEqual([false, 1]);
    await server.publish(feed, { headline: 'live again' });
    await until(() => slow.view?.seq === published + 1, 'the next change');
  });

  test('says goodbye when its instance stops, which does not wait for it, and goes on with the next', async () => {
    const own = emptyFolder();
    const first = await TestServer.start(own);
    await first.createFeed('f');
    await first.publish('f', { headline: 'one' });
    using reader = new StreamReader('f');
    using stalled = new StreamReader('f');
    reader.connect(first.url);
    stalled.connect(first.url);
    await until(() => reader.view !== undefined && stalled.view !== undefined, 'both');
    stalled.pause();
    await first[Symbol.asyncDispose]();
    await until(() => reader.ended, 'the end');
    expect(reader.of('bye')).toHaveLength(1);
    const withinMs = Number(reader.of('bye')[0]?.data['withinMs']);
    expect(reader.retryMs).toBeLessThanOrEqual(withinMs);

    await using second = await TestServer.start(own);
    await second.publish('f', { headline: 'two' });
    reader.connect(second.url);
    await until(() => reader.view?.seq === 2, 'what it missed');
    expect(reader.of('snapshot')).toHaveLength(1);
    expect(reader.broken).toEqual([]);
  });

  test('shows what the socket and the segments show', async () => {
    const { server, newFeed, snapshotOf } = room;
    const feed = await newFeed();
    using socket = new VirtualReader(feed, () => server.url);
    using stream = new StreamReader(feed);
    const segments = new SegmentReader(feed);
    socket.connect();
    stream.connect(server.url);
    await until(() => socket.view !== undefined && stream.view !== undefined, 'both');
    for (let n = 0; n < 90; n += 1) {
      const { item } = await server.publish(feed, { headline: `post ${n}` });
      const path = `/api/v1/feeds/${feed}/items/${item.id}`;
      const change = { kind: 'correct', headline: `post ${n}!`, note: 'A mark was missing.' };
      if (n % 4 === 1) await server.call('PATCH', path, change, { 'if-match': '"1"' });
      if (n % 5 === 2) await server.call('DELETE', path, { reason: 'It must go.' });
      if (n % 7 === 3) await server.call('PUT', `${path}/pin`);
      if (n % 15 === 0) await segments.poll(server.url);
      if (n % 20 === 10) stream.leave();
      if (n % 20 === 13) stream.connect(server.url);
      if (n % 30 === 17) socket.drop();
    }
    await segments.poll(server.url);
    const truth = await snapshotOf(feed);
    for (const reader of [socket, stream, segments]) {
      await until(() => reader.view?.seq === truth.seq, 'every reader to be current');
      expect(positionOf(reader.newest ?? truth)).toEqual(positionOf(truth));
      expect(reader.newest).toEqual(truth);
      expect(reader.broken).toEqual([]);
    }
    const gone = truth.items.filter((entry) => 'removedAt' in entry).length;
    expect(gone).toBeGreaterThan(0);
  });

  test('never carries a text that was taken down before it began', async () => {
    const { server, newFeed } = room;
    const feed = await newFeed();
    const { change, item } = await server.publish(feed, { headline: 'seen' });
    const secret = await server.publish(feed, { headline: 'secret' });
    const path = `/api/v1/feeds/${feed}/items/${secret.item.id}`;
    await server.call('DELETE', path, { reason: 'It must go.' });
    using reader = new StreamReader(feed);
    reader.lastEventId = idOf(change);
    reader.connect(server.url);
    await until(() => reader.of('head').length === 1, 'the catch-up');
    const told = reader.events.map(({ data }) => data as unknown as Change);
    expect(told.map(({ kind }) => kind)).toEqual(['post', 'takedown', undefined]);
    expect(JSON.stringify(told)).not.toContain('secret');
    expect(item.headline).toBe('seen');
  });
});
