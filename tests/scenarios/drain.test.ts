import { request } from 'node:http';
import type { Snapshot } from '../../src/feed/snapshot.ts';
import { adminToken, call } from '../call.ts';
import { ServerProcess } from '../process.ts';
import { emptyFolder, type EmptyDatabase } from '../services/databases.ts';
import { startRedis, type RedisServer } from '../services/redis.ts';
import { StockReader } from '../stock-reader.ts';
import { until } from '../until.ts';
import { StreamReader } from './reading/stream-reader.ts';

const bearer = { authorization: `Bearer ${adminToken}` };
const items = '/api/v1/feeds/f/items';

describe('an instance that is told to stop', () => {
  let place: EmptyDatabase;
  let redis: RedisServer;
  let other: ServerProcess;
  let server: ServerProcess;
  let url: string;

  const serving = async (more: Record<string, string> = {}) => {
    const environment = { DATA_DIR: place.where.dataDir, ADMIN_TOKEN: adminToken, ...more };
    ({ server, url } = await ServerProcess.serving(environment));
    await call(url, 'POST', '/api/v1/feeds', { slug: 'f', title: 'F' }, bearer);
  };
  /** Beside another instance, which it has heard of. */
  const servingBeside = async (more: Record<string, string> = {}) => {
    await serving({ REDIS_URL: redis.url, ...more });
    const knows = async () =>
      (await call(url, 'GET', '/metrics')).text.includes('dateline_other_instances 1\n');
    await until(knows, 'the other');
  };

  beforeAll(async () => {
    place = emptyFolder();
    redis = await startRedis();
    const environment = { DATA_DIR: place.where.dataDir, ADMIN_TOKEN: adminToken };
    ({ server: other } = await ServerProcess.serving({ ...environment, REDIS_URL: redis.url }));
  });

  afterEach(() => server.kill());

  afterAll(async () => {
    await other.kill();
    await redis.stop();
    await place.drop();
  });

  const connected = async () => {
    const reader = new StockReader(url, { v: 1, subs: [{ feed: 'f' }] }, { reconnection: false });
    await until(() => reader.of('snapshot').length === 1, 'the reader');
    return reader;
  };
  const isDraining = async () => (await call(url, 'GET', '/readyz')).status === 503;

  test('says so, and serves until they leave the readers it has, and those who still come', async () => {
    await servingBeside();
    using reader = await connected();
    using stream = new StreamReader('f');
    stream.connect(url);
    await until(() => stream.view !== undefined, 'the stream');
    const ended = server.kill('SIGTERM');
    await until(isDraining, 'the drain');
    expect((await call(url, 'GET', '/readyz')).json['status']).toBe('draining');
    await until(() => reader.of('bye').length === 1, 'the goodbye');
    expect(reader.of('bye')[0]?.withinMs).toBeGreaterThanOrEqual(1_000);

    const { status } = await call(url, 'POST', items, { headline: 'late news' }, bearer);
    expect(status).toBe(201);
    await until(() => reader.of('change').length === 1, 'the late news');

    using late = await connected();
    expect(late.of('bye')).toEqual([{ withinMs: expect.any(Number) }]);
    expect(late.of('bye')[0]?.withinMs).toBeGreaterThanOrEqual(1_000);
    using lateStream = new StreamReader('f');
    lateStream.connect(url);
    await call(url, 'POST', items, { headline: 'the last' }, bearer);
    await until(() => late.of('change').length === 1, 'the last for who came late');
    late.socket.close();

    await until(() => stream.ended && lateStream.ended, 'the end of the streams');
    for (const { events, broken } of [stream, lateStream]) {
      expect(events[0]?.event).toBe('snapshot');
      expect(events.at(-1)?.event).toBe('bye');
      expect(broken).toEqual([]);
    }
    expect(reader.socket.connected).toBe(true);
    reader.socket.close();
    await ended;
    expect(await server.ended()).toBe(0);
  });

  test('on the engine that Socket.IO brings serves its readers until they leave, and those who still come', async () => {
    await servingBeside({ FANOUT: 'stock' });
    using reader = await connected();
    const ended = server.kill('SIGTERM');
    await until(() => reader.of('bye').length === 1, 'the goodbye');
    const { status } = await call(url, 'POST', items, { headline: 'late news' }, bearer);
    expect(status).toBe(201);
    await until(() => reader.of('change').length === 1, 'the late news');
    using late = await connected();
    expect(late.of('bye')).toHaveLength(1);
    late.socket.close();
    reader.socket.close();
    await ended;
    expect(await server.ended()).toBe(0);
  });

  test('finishes the requests under way', async () => {
    await serving();
    const body = JSON.stringify({ headline: 'begun before, finished after' });
    const answered = new Promise<number | undefined>((done, failed) => {
      const headers = {
        ...bearer,
        'content-type': 'application/json',
        'content-length': body.length,
      };
      const post = request(`${url}${items}`, { method: 'POST', headers }, (response) => {
        response.resume();
        done(response.statusCode);
      });
      post.on('error', failed);
      post.write(body.slice(0, 10));
      post.on('socket', (socket) => {
        socket.once('connect', () => {
          const ended = server.kill('SIGTERM');
          // With no reader it closes at once, and waits for this alone.
          void until(() => refusesCalls(url), 'the closed door')
            .then(() => post.end(body.slice(10)))
            .then(() => ended)
            .catch(failed);
        });
      });
    });
    expect(await answered).toBe(201);
    expect(await server.ended()).toBe(0);
    const again = { DATA_DIR: place.where.dataDir, ADMIN_TOKEN: adminToken };
    const next = await ServerProcess.serving(again);
    const snapshot = (await call(next.url, 'GET', '/api/v1/feeds/f')).json as unknown as Snapshot;
    await next.server.kill();
    expect(snapshot.items[0]).toMatchObject({ headline: 'begun before, finished after' });
  });

  test('cuts off who has not left in time, so that a stock client comes back by itself', async () => {
    await servingBeside();
    using stays = await connected();
    const reason = new Promise<string>((done) => stays.socket.on('disconnect', done));
    await server.kill('SIGTERM');
    expect(await server.ended()).toBe(0);
    // Told "io server disconnect" it would not.
    expect(await reason).toBe('transport close');
    expect(stays.of('bye')).toHaveLength(1);
  });

  test('and that nobody could take the place of, tells its readers and lets them go at once', async () => {
    await serving();
    using reader = await connected();
    using stream = new StreamReader('f');
    stream.connect(url);
    await until(() => stream.view !== undefined, 'the stream');
    const reason = new Promise<string>((done) => reader.socket.on('disconnect', done));
    await server.kill('SIGTERM');
    expect(await server.ended()).toBe(0);
    expect(await reason).toBe('transport close');
    // As few as they are, they come back soon. Whoever is drained is told a second or more.
    expect(reader.of('bye')).toEqual([{ withinMs: 200 }]);
    await until(() => stream.ended, 'the end of the stream');
    expect(stream.events.at(-1)).toMatchObject({ event: 'bye', data: { withinMs: 200 } });
  });

  test('ends at once when it is told again', async () => {
    await servingBeside();
    using _stays = await connected();
    const ended = server.kill('SIGTERM');
    await until(isDraining, 'the drain');
    await until(async () => {
      void server.kill('SIGTERM');
      return Promise.race([
        server.ended().then(() => true),
        new Promise<boolean>((done) => setTimeout(() => done(false), 50)),
      ]);
    }, 'the end');
    await ended;
    expect(await server.ended()).toBe(1);
  });
});

async function refusesCalls(url: string): Promise<boolean> {
  return call(url, 'GET', '/healthz').then(
    () => false,
    () => true,
  );
}
