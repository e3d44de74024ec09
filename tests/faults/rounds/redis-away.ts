import { call } from '../../call.ts';
import { startRedis, type RedisServer } from '../../services/redis.ts';
import { freePort } from '../../services/free-port.ts';
import { until } from '../../until.ts';
import { ReaderGroup } from '../reader-group.ts';
import { Cluster, withServices } from '../cluster.ts';
import { Desk, repeatedly } from '../desk.ts';
import { Editor } from '../editor.ts';
import { percentile, spread } from '../report/figures.ts';
import type { Round, Row } from '../round.ts';
import { rowOf } from '../report/row-of.ts';
import { settle } from '../settle.ts';

const feed = 'f';

/** After that long at the latest `/readyz` knows better. */
const truthWithinMs = 10_000;

export interface Measure {
  readonly awayMs: number;
  readonly readers: number;
  /** What an editor waits for, 99 of 100 times. */
  readonly publishP99Ms: number;
  /** From a post to every screen at another instance. */
  readonly screenMs: number;
}

/** How Redis goes away, and how it comes back. */
interface Away {
  readonly fault: string;
  /** The Redis there is at the start, if there is one. */
  readonly begin: (port: number) => Promise<RedisServer | undefined>;
  readonly leave: (redis: RedisServer | undefined) => Promise<void>;
  readonly comeBack: (redis: RedisServer | undefined, port: number) => Promise<RedisServer>;
}

export const killed: Away = {
  fault: 'Redis killed',
  begin: startRedis,
  leave: async (redis) => redis?.stop(),
  comeBack: (_redis, port) => startRedis(port),
};

export const hanging: Away = {
  fault: 'Redis hangs',
  begin: startRedis,
  leave: async (redis) => redis?.freeze(),
  comeBack: async (redis, port) => {
    redis?.thaw();
    return redis ?? startRedis(port);
  },
};

export const absent: Away = {
  fault: 'started without Redis',
  begin: async () => undefined,
  leave: async () => undefined,
  comeBack: (_redis, port) => startRedis(port),
};

/** FAULTS 7: Redis is never needed for correctness, and nobody waits for it. */
export const round: Round = {
  name: 'redis-away',
  run: async () => {
    const measure = { awayMs: 30_000, readers: 60, publishP99Ms: 100, screenMs: 1_500 };
    const rows = [];
    for (const away of [killed, hanging, absent]) {
      rows.push(await withServices(({ databaseUrl }) => withoutRedis(away, databaseUrl, measure)));
    }
    return rows;
  },
};

export async function withoutRedis(
  away: Away,
  databaseUrl: string,
  measure: Measure,
): Promise<Row> {
  const port = await freePort();
  let redis = await away.begin(port);
  try {
    const shared = { redisUrl: `redis://127.0.0.1:${port}`, databaseUrl };
    await using cluster = await Cluster.start(2, shared);
    const [here = '', there = ''] = cluster.urls;
    const editor = new Editor(feed, cluster.urls);
    await editor.createFeed();
    const desk = new Desk(feed, editor);
    using near = await ReaderGroup.joined(feed, measure.readers / 2, () => here);
    using far = await ReaderGroup.joined(feed, measure.readers / 2, () => there);
    // A program that was just started is slower.
    await repeatedly(20, 1_000, async () => void (await desk.mustPost(here)));
    desk.sentMs.clear();

    const tookMs: number[] = [];
    const faults: string[] = [];
    await away.leave(redis);
    await Promise.all([
      repeatedly(250, measure.awayMs, async () => {
        const { answer, tookMs: ms } = await desk.post(here);
        tookMs.push(ms);
        if (answer?.status !== 201) faults.push(`publishing answered ${answer?.status}`);
      }),
      watchReadiness(cluster.urls, measure.awayMs, faults),
    ]);
    const latest = Math.max(...desk.sentMs.keys());
    await far.have(latest, 10_000).catch((error: Error) => faults.push(error.message));
    redis = await away.comeBack(redis, port);
    const backMs = performance.now();
    const isBack = async () =>
      (await Promise.all(cluster.urls.map(busOf))).every((bus) => bus === true);
    await until(isBack, '/readyz to tell of Redis', truthWithinMs).catch((error: Error) =>
      faults.push(error.message),
    );
    const readyMs = performance.now() - backMs;
    const last = await desk.mustPost(here);
    await Promise.all([near.have(last), far.have(last)]);

    const delaysMs = far.delaysMs(desk.sentMs);
    const p99 = percentile(tookMs, 0.99);
    if (p99 >= measure.publishP99Ms) faults.push(`publishing took p99 ${p99} ms`);
    if (Math.max(...delaysMs) > measure.screenMs)
      faults.push(spread('to the far screens', delaysMs));
    if (near.resets + far.resets > 0) faults.push('a reader was set back');
    const settled = [await settle(near, editor), await settle(far, editor)];
    const all = {
      views: settled.reduce((sum, { views }) => sum + views, 0),
      healMs: readyMs,
      faults: [...faults, ...settled.flatMap((one) => one.faults)],
    };
    const note = [
      spread('publishing', tookMs),
      spread('to screens at the other instance', delaysMs),
      `/readyz true ${Math.round(readyMs)} ms after`,
    ].join('; ');
    return rowOf(away.fault, [all], { note });
  } finally {
    redis?.thaw();
    await redis?.stop();
  }
}

/** While Redis is away, `/readyz` must come to say so, and stay with it; it is asked without a pause. */
async function watchReadiness(urls: readonly string[], forMs: number, faults: string[]) {
  const startedMs = performance.now();
  await Promise.all(
    urls.map(async (url) => {
      let isKnown = false;
      await repeatedly(200, forMs, async () => {
        const bus = await busOf(url);
        const afterMs = performance.now() - startedMs;
        if (bus === false) isKnown = true;
        if (bus === true && (isKnown || afterMs > truthWithinMs) && afterMs < forMs) {
          faults.push(`/readyz told of a Redis that was away for ${Math.round(afterMs)} ms`);
        }
      });
      if (!isKnown) faults.push('/readyz never told that Redis was away');
    }),
  );
}

async function busOf(url: string): Promise<unknown> {
  return (await call(url, 'GET', '/readyz')).json['bus'];
}
