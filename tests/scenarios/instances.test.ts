import { sql } from 'kysely';
import { positionOf, type Position } from '../../src/feed/position.ts';
import { SqlLog } from '../../src/log/sql/sql-log.ts';
import { postOf } from '../contract/commands.ts';
import type { EmptyDatabase } from '../services/databases.ts';
import { emptyPostgres } from '../services/empty-postgres.ts';
import { startRedis } from '../services/redis.ts';
import { call } from '../call.ts';
import { TestServer } from '../server.ts';
import { StockReader } from '../stock-reader.ts';
import { until } from '../until.ts';
import { VirtualReader } from '../virtual-reader.ts';

const feed = 'shared';
const auth = (position: object = {}) => ({ v: 1, subs: [{ feed, ...position }] });

/** Several instances on one PostgreSQL: the log is the truth, Redis only a doorbell. */
describe('several instances', () => {
  let place: EmptyDatabase;

  beforeEach(async () => {
    place = await emptyPostgres();
  });

  afterEach(async () => {
    await place.drop();
  });

  test('a reader has what was published elsewhere, with Redis, after it was killed, and when it is back', async () => {
    const redis = await startRedis();
    await using a = await TestServer.start(place, { redisUrl: redis.url });
    await using b = await TestServer.start(place, { redisUrl: redis.url });
    await a.createFeed(feed);
    using reader = new StockReader(b.url, auth());
    await until(() => reader.of('snapshot').length === 1, 'the snapshot');
    await a.publish(feed, { headline: 'with Redis' });
    await until(() => reader.of('change').length === 1, 'the first');
    await redis.stop();
    await a.publish(feed, { headline: 'without Redis' });
    await until(() => reader.of('change').length === 2, 'the second, from the log');
    expect((await call(b.url, 'GET', '/readyz')).json).toEqual({
      status: 'ready',
      log: true,
      write: true,
      bus: false,
    });
    const again = await startRedis(redis.port);
    await until(async () => (await call(b.url, 'GET', '/readyz')).json['bus'] === true, 'Redis');
    await a.publish(feed, { headline: 'with Redis again' });
    await until(() => reader.of('change').length === 3, 'the third');
    expect(reader.of('change').map(({ seq }) => seq)).toEqual([1, 2, 3]);
    await again.stop();
  });

  test('a change whose announcement was never made reaches readers all the same', async () => {
    await using server = await TestServer.start(place);
    await server.createFeed(feed);
    using reader = new StockReader(server.url, auth());
    await until(() => reader.of('snapshot').length === 1, 'the snapshot');
    const crashed = new SqlLog(await place.open());
    await crashed.append(feed, postOf('committed, then crashed'));
    await crashed.close();
    await until(() => reader.of('change').length === 1, 'the change');
  });

  test('a reader that is ahead of its instance makes it look, and is not set back', async () => {
    await using a = await TestServer.start(place);
    await using b = await TestServer.start(place);
    await a.createFeed(feed);
    using early = new StockReader(b.url, auth());
    await until(() => early.of('snapshot').length === 1, 'b to know the feed');
    const { change } = await a.publish(feed, { headline: 'news to b' });
    using ahead = new StockReader(b.url, auth(change));
    await until(() => ahead.events.length > 0, 'the answer');
    expect(ahead.of('snapshot')).toEqual([]);
    expect(ahead.of('sync')[0]).toMatchObject({ ...change, changes: [] });
  });

  test('when an older copy of the database is restored and grows again, every reader converges on it', async () => {
    await using server = await TestServer.start(place);
    await server.createFeed(feed);
    for (let n = 1; n <= 5; n += 1) await server.publish(feed, { headline: `first history ${n}` });
    using reader = new VirtualReader(feed, () => server.url);
    reader.connect();
    await until(() => reader.view?.seq === 5, 'the reader');

    const database = await place.open();
    const kept = await new SqlLog(database).read(feed, 2, 1);
    const tag = kept[0]?.tag ?? '';
    await database.write(async (tx) => {
      const lost = await tx.selectFrom('changes').select('item').where('seq', '>', 3).execute();
      await tx.deleteFrom('changes').where('seq', '>', 3).execute();
      for (const { item } of lost) await tx.deleteFrom('items').where('id', '=', item).execute();
      await sql`update feeds set head = 3, tag = ${tag}`.execute(tx);
    });
    const log = new SqlLog(database);
    for (let n = 4; n <= 6; n += 1) await log.append(feed, postOf(`second history ${n}`));
    const truth = await log.snapshot(feed);
    await log.close();

    await until(() => sameAs(reader.view, truth), 'the second history');
    expect(reader.newest).toEqual(truth);
    expect(reader.resets).toBe(1);
    expect(reader.broken).toEqual([]);
    const metrics = (await call(server.url, 'GET', '/metrics')).text;
    expect(metrics).toMatch(/^dateline_forks_total 1$/m);
  });

  function sameAs(a: Position | undefined, b: Position | undefined): boolean {
    return JSON.stringify(a && positionOf(a)) === JSON.stringify(b && positionOf(b));
  }
});
