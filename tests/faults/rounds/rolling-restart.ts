import { Balancer } from '../balancer.ts';
import { Cluster, withServices, type Shared } from '../cluster.ts';
import { Crowd } from '../crowd.ts';
import { Editor } from '../editor.ts';
import { rowOf } from '../report/row-of.ts';
import type { Round, Row } from '../round.ts';
import { gathered, settle } from '../settle.ts';
import { quantile } from '../report/spread.ts';

const feed = 'rolling';
const maxP99Ms = 2_000;

export interface Restart {
  readonly instances: number;
  readonly readers: number;
  readonly postMs: number;
  readonly isTimed: boolean;
}

/** FAULTS.md 14: each instance in turn is told to stop, and started again, under load. */
export const round: Round = {
  name: 'rolling-restart',
  run: async () => [
    await withServices((shared) =>
      restartAll(shared, { instances: 3, readers: 1_500, postMs: 200, isTimed: true }),
    ),
  ],
};

export async function restartAll(shared: Shared, how: Restart): Promise<Row> {
  await using cluster = await Cluster.start(how.instances, shared);
  const { urls, instances } = cluster;
  const editor = new Editor(feed, urls);
  await editor.createFeed();
  await editor.post();
  using balancer = new Balancer(urls);
  const crowd = new Crowd(feed, balancer.urls);
  crowd.add(how.readers);
  await gathered(crowd);
  crowd.turnPage();

  const failed: string[] = [];
  const posts: Promise<void>[] = [];
  const posting = setInterval(() => {
    posts.push(editor.post().catch((error: unknown) => void failed.push(String(error))));
  }, how.postMs);
  const drainsMs: number[] = [];
  for (const instance of instances) {
    const startedMs = Date.now();
    const code = await instance.stop('SIGTERM');
    drainsMs.push(Date.now() - startedMs);
    if (code !== 0) failed.push(`ended with ${code}`);
    await instance.start();
    await gathered(crowd, 60_000);
  }
  clearInterval(posting);
  await Promise.all(posts);
  const settled = await settle(crowd, editor);
  const { resets, returns } = crowd.report();
  const { arrivalsMs } = crowd;
  crowd.leave();

  const [p50, p99, p999, worst] = [0.5, 0.99, 0.999, 1].map((share) => quantile(arrivalsMs, share));
  const tooLate = how.isTimed && (p99 ?? 0) >= maxP99Ms ? [`p99 was ${p99} ms`] : [];
  const back = resets === 0 ? [] : [`${resets} readers started anew`];
  const faults = [...settled.faults, ...failed, ...tooLate, ...back];
  return rowOf('rolling restart under load', [{ ...settled, faults }], {
    rounds: instances.length,
    note:
      `${posts.length} posts, ${editor.refusals} tried again; ${returns} returns; ` +
      `from the editor to the screen p50 ${p50} ms, p99 ${p99} ms, p99.9 ${p999} ms, worst ${worst} ms; ` +
      `stopping took ${drainsMs.map((ms) => `${(ms / 1_000).toFixed(1)} s`).join(', ')}`,
  });
}
