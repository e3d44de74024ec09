import { Cluster } from '../../faults/cluster.ts';
import { startPostgres } from '../../services/postgres.ts';
import { startRedis } from '../../services/redis.ts';
import { createFeed, datelineWords, feed, portOf, post } from '../dateline.ts';
import { pause } from './delivery.ts';
import { queriesAt } from './growth.ts';
import { Load } from '../load.ts';
import { cpuSeconds } from '../processes.ts';

/** What more instances on one Redis and one PostgreSQL ask of both. */
export interface Instances {
  readonly instances: number;
  readonly readers: number;
  /** Questions to the database a second, of all instances, while nothing is published. */
  readonly queriesPerSecond: number;
  /** CPU microseconds of Redis for one change and one instance. */
  readonly redisUs: number;
  readonly ok: boolean;
}

export async function growInstances(
  readers: number,
  counts: readonly number[],
): Promise<Instances[]> {
  const rows: Instances[] = [];
  for (const count of counts) rows.push(await run(readers, count));
  return rows;
}

async function run(readers: number, count: number): Promise<Instances> {
  const redisServer = await startRedis();
  const postgres = await startPostgres();
  try {
    const shared = { redisUrl: redisServer.url, databaseUrl: postgres.url };
    await using cluster = await Cluster.start(count, shared);
    const [url = ''] = cluster.urls;
    await createFeed(url, feed);
    const changes = 200;
    const target = { ports: cluster.urls.map(portOf), loadWords: datelineWords };
    const load = new Load(readers, target, changes, ['--rate', '1400']);
    await load.ready;
    await pause(1_000);
    const rates = await Promise.all(cluster.urls.map(queriesAt));
    const redis = [redisServer.pid];
    const quiet = cpuSeconds(redis);
    await pause(5_000);
    const idle = (cpuSeconds(redis) - quiet) / 5;
    const before = cpuSeconds(redis);
    const startedMs = performance.now();
    for (let n = 0; n < changes; n += 1) {
      await post(url, feed, 600, n);
      await pause(20);
    }
    const { ok } = await load.result;
    const seconds = (performance.now() - startedMs) / 1_000;
    const spent = cpuSeconds(redis) - before - idle * seconds;
    return {
      instances: count,
      readers,
      queriesPerSecond: rates.reduce((sum, rate) => sum + rate, 0),
      redisUs: (spent * 1e6) / changes / count,
      ok,
    };
  } finally {
    await redisServer.stop();
    await postgres.stop();
  }
}
