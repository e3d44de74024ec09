import { call } from '../../../call.ts';
import { startPostgres } from '../../../services/postgres.ts';
import { startWatchedRedis } from '../../../services/machines/redis-sentinels.ts';
import { until } from '../../../until.ts';
import { Cluster } from '../../cluster.ts';
import { Desk, repeatedly } from '../../desk.ts';
import { Editor } from '../../editor.ts';
import { ReaderGroup } from '../../reader-group.ts';
import { spread } from '../../report/figures.ts';
import { rowOf } from '../../report/row-of.ts';
import type { Round, Row } from '../../round.ts';
import { settle } from '../../settle.ts';

const feed = 'f';

export interface Measure {
  readonly rounds: number;
  readonly readers: number;
  /** From a post to every screen at another instance, also while there is no master. */
  readonly screenMs: number;
  /** From the kill until news go round again. */
  readonly backMs: number;
  /** How long the editor posts after the kill. */
  readonly postMs: number;
}

/** The Redis that sentinels name is killed with kill -9, while an editor posts and readers watch. */
export const round: Round = {
  name: 'redis-failover',
  run: async () => [
    await loseTheMaster({ rounds: 3, readers: 60, screenMs: 1_500, backMs: 5_000, postMs: 15_000 }),
  ],
};

export async function loseTheMaster(measure: Measure): Promise<Row> {
  const postgres = await startPostgres();
  try {
    const delaysMs: number[] = [];
    const backsMs: number[] = [];
    const settled = [];
    for (let n = 0; n < measure.rounds; n += 1) {
      settled.push(await loseOnce(postgres.url, `${feed}${n}`, measure, delaysMs, backsMs));
    }
    const note = [
      spread('to screens at the other instance', delaysMs),
      spread('news go round again', backsMs),
    ].join('; ');
    return rowOf('the master of Redis killed, sentinels name another', settled, { note });
  } finally {
    await postgres.stop();
  }
}

async function loseOnce(
  databaseUrl: string,
  slug: string,
  measure: Measure,
  delaysMs: number[],
  backsMs: number[],
) {
  const redis = await startWatchedRedis();
  try {
    await using cluster = await Cluster.start(2, { redisUrl: redis.url, databaseUrl });
    const { urls } = cluster;
    const [here = '', there = ''] = urls;
    const editor = new Editor(slug, urls);
    await editor.createFeed();
    const desk = new Desk(slug, editor);
    using near = await ReaderGroup.joined(slug, measure.readers / 2, () => here);
    using far = await ReaderGroup.joined(slug, measure.readers / 2, () => there);
    await until(() => goesRound(urls), 'the bus');
    await repeatedly(20, 1_000, async () => void (await desk.mustPost(here)));
    desk.sentMs.clear();

    const faults: string[] = [];
    const master = await redis.master();
    const killedMs = performance.now();
    await master.stop();
    const posting = repeatedly(100, measure.postMs, async () => {
      const { answer } = await desk.post(here);
      if (answer?.status !== 201) faults.push(`publishing answered ${answer?.status}`);
    });
    await until(async () => !(await goesRound(urls)), '/readyz to tell of the loss');
    await until(() => goesRound(urls), 'news to go round again');
    backsMs.push(performance.now() - killedMs);
    await posting;
    if ((await redis.master()) === master) faults.push('the sentinels name a dead master');
    const latest = Math.max(...desk.sentMs.keys());
    await Promise.all([near.have(latest), far.have(latest)]);

    const toFarMs = far.delaysMs(desk.sentMs);
    delaysMs.push(...toFarMs);
    if (Math.max(...toFarMs) > measure.screenMs) faults.push(spread('to far screens', toFarMs));
    const backMs = backsMs.at(-1) ?? 0;
    if (backMs > measure.backMs) faults.push(`news went round after ${Math.round(backMs)} ms`);
    if (near.resets + far.resets > 0) faults.push('a reader was set back');
    const ends = [await settle(near, editor), await settle(far, editor)];
    return {
      views: ends.reduce((sum, { views }) => sum + views, 0),
      healMs: backMs,
      faults: [...faults, ...ends.flatMap((one) => one.faults)],
    };
  } finally {
    await redis.stop();
  }
}

/** Whether each instance hears its own echo through Redis. */
async function goesRound(urls: readonly string[]): Promise<boolean> {
  const said = await Promise.all(urls.map((url) => call(url, 'GET', '/readyz')));
  return said.every(({ json }) => json['bus'] === true);
}
