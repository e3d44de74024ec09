import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { adminToken, call } from '../../call.ts';
import { TestServer } from '../../server.ts';
import type { EmptyDatabase } from '../../services/databases.ts';
import { emptyPostgres } from '../../services/empty-postgres.ts';
import { startRedis, type RedisServer } from '../../services/redis.ts';
import { StockReader } from '../../stock-reader.ts';
import { Collector } from '../../tracing/collector.ts';
import { until } from '../../until.ts';

const caller = { trace: '4bf92f3577b34da6a3ce929d0e0e4736', span: '00f067aa0ba902b7' };
const traceparent = `00-${caller.trace}-${caller.span}-01`;
const secretWord = 'Nightingale';

describe('traces of two instances over one Redis', () => {
  let place: EmptyDatabase;
  let redis: RedisServer;
  let collector: Collector;

  beforeEach(async () => {
    [place, redis, collector] = [await emptyPostgres(), await startRedis(), await Collector.open()];
  });
  afterEach(async () => {
    await collector[Symbol.asyncDispose]();
    await redis.stop();
    await place.drop();
  });

  const start = () =>
    TestServer.start(place, {
      redisUrl: redis.url,
      followersAllowPrivate: true,
      tracing: {
        url: `${collector.url}/v1/traces`,
        headers: { 'x-key': 'a header of the tests' },
        service: 'newsroom',
      },
    });

  test('a publish is followed from its caller to what each instance does of it and what its followers are told, by numbers and names alone', async () => {
    const told: string[] = [];
    const target = createServer((request, response) => {
      request.resume().once('end', () => {
        told.push(String(request.url));
        response.end();
      });
    });
    await new Promise<void>((done) => target.listen(0, '127.0.0.1', done));
    const hook = `http://127.0.0.1:${(target.address() as AddressInfo).port}/${secretWord}`;

    const [one, two] = [await start(), await start()];
    await one.createFeed('storm');
    const follower = { kind: 'webhook', target: hook };
    expect((await one.call('POST', '/api/v1/feeds/storm/followers', follower)).status).toBe(201);
    const readers = Array.from(
      { length: 3 },
      () => new StockReader(two.url, { v: 1, subs: [{ feed: 'storm' }] }),
    );
    await until(
      () => readers.every((reader) => reader.of('snapshot').length === 1),
      'the snapshots',
    );
    const item = { headline: secretWord, body: secretWord, bylines: [secretWord] };
    const posted = await one.call('POST', '/api/v1/feeds/storm/items', item, { traceparent });
    expect(posted.status).toBe(201);
    await until(() => readers.every((reader) => reader.of('change').length === 1), 'the change');
    await until(() => told.length === 1, 'the webhook');
    for (const reader of readers) reader[Symbol.dispose]();
    // Reads are measured by nobody, whatever a reader's browser sends.
    await call(two.url, 'GET', '/api/v1/feeds/storm', undefined, { traceparent });
    for (const server of [one, two]) await server[Symbol.asyncDispose]();
    target.closeAllConnections();
    target.close();

    expect(collector.wrong).toEqual([]);
    const all = collector.spans.filter(({ traceId }) => traceId === caller.trace);
    const [request] = all.filter(({ kind }) => kind === 2);
    expect(request).toMatchObject({
      name: 'POST /api/v1/feeds/:feed/items',
      parentSpanId: caller.span,
      service: 'newsroom',
      facts: {
        'http.request.method': 'POST',
        'http.route': '/api/v1/feeds/:feed/items',
        'http.response.status_code': 201,
        'dateline.feed': 'storm',
      },
    });
    const below = (parent: string | undefined) =>
      all.filter(({ parentSpanId }) => parentSpanId === parent);
    expect(
      below(request?.spanId)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['announce', 'commit']);
    const [commit] = all.filter(({ name }) => name === 'commit');
    expect(below(commit?.spanId).map(({ name }) => name)).toEqual(['decide']);
    const [announce] = all.filter(({ name }) => name === 'announce');
    const facts = {
      'dateline.feed': 'storm',
      'dateline.change.kind': 'post',
      'dateline.change.seq': 1,
    };
    expect(announce).toMatchObject({ kind: 4, facts });
    // One for each instance, whatever the number of its readers.
    const taken = below(announce?.spanId);
    expect(taken.map(({ name, kind }) => [name, kind])).toEqual([
      ['take announcement', 5],
      ['take announcement', 5],
    ]);
    expect(new Set(taken.map(({ instance }) => instance)).size).toBe(2);
    expect(all).toHaveLength(6);
    const [sent] = collector.named('tell webhook');
    expect(sent).toMatchObject({
      kind: 3,
      facts: {
        'dateline.feed': 'storm',
        'dateline.follower.kind': 'webhook',
        'dateline.outcome': 'done',
        'http.response.status_code': 200,
      },
    });
    expect(sent?.parentSpanId).toBeUndefined();

    expect(collector.text).not.toMatch(/Nightingale|127\.0\.0\.1|user.agent/i);
    expect(collector.text).not.toContain(adminToken);
    expect(new Set(collector.headers)).toEqual(new Set(['a header of the tests']));
    expect(collector.spans.filter(({ name }) => name.startsWith('GET'))).toEqual([]);
  });

  test('what a caller wants left out is, a name that is none begins a trace, and a refusal is no failure', async () => {
    const server = await start();
    await server.createFeed('storm');
    const items = '/api/v1/feeds/storm/items';
    const post = (body: object, parent: string) =>
      server.call('POST', items, body, { traceparent: parent });
    await post({ headline: 'left out' }, `00-${caller.trace}-${caller.span}-00`);
    await post({ headline: 'named wrongly' }, `00-${'0'.repeat(32)}-${caller.span}-01`);
    expect((await post({ headline: '' }, traceparent)).status).toBe(422);
    const link = `/api/v1/invitations/${secretWord}`;
    await server.call('POST', link, { name: 'A', password: 'nine grey herons' });
    await server[Symbol.asyncDispose]();
    expect(collector.wrong).toEqual([]);
    const posts = collector.named('POST /api/v1/feeds/:feed/items');
    const statuses = posts.map(({ facts, status, traceId }) => [
      facts['http.response.status_code'],
      status.code,
      traceId === caller.trace,
    ]);
    expect(statuses).toEqual([
      [201, 0, false],
      [422, 0, true],
    ]);
    expect(posts[0]?.parentSpanId).toBeUndefined();
    expect(collector.named('POST /api/v1/invitations/:code')).toHaveLength(1);
    expect(collector.text).not.toContain(secretWord);
  });

  test('without a collector the server serves on, and ends', async () => {
    const server = await start();
    await server.createFeed('storm');
    await collector[Symbol.asyncDispose]();
    expect((await server.publish('storm', { headline: 'x' })).item.headline).toBe('x');
    await server[Symbol.asyncDispose]();
    collector = await Collector.open();
  });
});
