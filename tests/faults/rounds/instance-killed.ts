import { Balancer } from '../balancer.ts';
import { Cluster, withServices, type Instance, type Shared } from '../cluster.ts';
import { Crowd } from '../crowd.ts';
import { Editor } from '../editor.ts';
import { rowOf } from '../report/row-of.ts';
import type { Round, Row } from '../round.ts';
import { gathered, settle, type Settled } from '../settle.ts';
import { fullestSecond } from '../report/spread.ts';

const feed = 'storm';
/** What an instance that starts anew asks for a feed: whether there is one, and its tail. */
const maxQueries = 2;
const maxShare = 0.1;
/** By then each reader has failed so often that it waits up to 30 s: first tries come within a second by design. */
const spreadAfterMs = 30_000;

export interface Kill {
  readonly readers: number;
  /** How long all instances are away. */
  readonly outageMs: number;
  /** The longest a reader waits before it tries again. */
  readonly maxWaitMs: number;
}

/** FAULTS.md 10: one of three instances is killed under its readers; then all three. */
export const round: Round = {
  name: 'instance-killed',
  run: () =>
    withServices((shared) =>
      killInstances(shared, { readers: 3_000, outageMs: 60_000, maxWaitMs: Infinity }),
    ),
};

export async function killInstances(shared: Shared, how: Kill): Promise<readonly Row[]> {
  await using cluster = await Cluster.start(3, shared);
  const editor = new Editor(feed, cluster.urls);
  await editor.createFeed();
  for (let n = 0; n < 30; n += 1) await editor.post();
  using balancer = new Balancer(cluster.urls);
  const crowd = new Crowd(feed, balancer.urls, how.maxWaitMs);
  crowd.add(how.readers);
  await gathered(crowd);
  try {
    return [await killOne(cluster, crowd, editor), await killAll(cluster, crowd, editor, how)];
  } finally {
    crowd.leave();
  }
}

async function killOne({ instances }: Cluster, crowd: Crowd, editor: Editor): Promise<Row> {
  const [killed, ...others] = instances;
  const before = await Promise.all(others.map(queriesOf));
  crowd.turnPage();
  await killed?.stop('SIGKILL');
  const killedMs = Date.now();
  await editor.post();
  await gathered(crowd, 60_000);
  const after = await Promise.all(others.map(queriesOf));
  const settled = await settle(crowd, editor);
  const queries = after.map((count, n) => count - (before[n] ?? 0));
  await killed?.start();
  const { returns, resets, readers } = crowd.report();
  const fullest = fullestSecond(crowd.triesMs, killedMs);
  // Of few readers a tenth is chance.
  const isCrowded = readers >= 1_000 && fullest > maxShare * readers;
  return judged('one of three instances killed', settled, killedMs, {
    faults: [
      ...tooMany(queries),
      ...stepsBack(resets),
      ...(isCrowded ? [`${fullest} tries in a second`] : []),
    ],
    note:
      `${returns} returns, ${fullest} tries in the fullest second, ` +
      `queries beyond the sweeps ${queries.join(', ')}`,
  });
}

async function killAll(
  { instances }: Cluster,
  crowd: Crowd,
  editor: Editor,
  { outageMs }: Kill,
): Promise<Row> {
  crowd.turnPage();
  await Promise.all(instances.map((instance) => instance.stop('SIGKILL')));
  const killedMs = Date.now();
  await new Promise((done) => setTimeout(done, outageMs));
  await Promise.all(instances.map((instance) => instance.start()));
  const startedMs = Date.now();
  await gathered(crowd, 90_000);
  const queries = await Promise.all(instances.map(queriesOf));
  const backMs = Date.now() - startedMs;
  await editor.post();
  const settled = await settle(crowd, editor);
  const { readers, resets } = crowd.report();
  const fullest = fullestSecond(crowd.triesMs, killedMs + spreadAfterMs);
  const crowded = fullest > maxShare * readers && outageMs > spreadAfterMs;
  return judged('all three killed, and started again', settled, startedMs, {
    faults: [
      ...tooMany(queries),
      ...stepsBack(resets),
      ...(crowded ? [`${fullest} of ${readers} readers tried in one second`] : []),
    ],
    note:
      `away for ${outageMs / 1_000} s, all back ${(backMs / 1_000).toFixed(1)} s after the start, ` +
      `tries in the fullest second ${fullestSecond(crowd.triesMs, killedMs)}, ` +
      `once they are spread ${fullest}; queries beyond the sweeps ${queries.join(', ')}`,
  });
}

/** How often the log was asked for readers' sake: all but the sweeps, and what publishing asks. */
async function queriesOf(instance: Instance): Promise<number> {
  const metric = await instance.metrics();
  const asked = ['heads', 'tail', 'read', 'tagAt', 'snapshot', 'feeds'].map((call) =>
    metric('dateline_log_calls_total', `call="${call}"`),
  );
  return asked.reduce((sum, count) => sum + count) - metric('dateline_sweeps_total');
}

function tooMany(queries: readonly number[]): readonly string[] {
  const over = queries.filter((count) => count > maxQueries);
  return over.length === 0 ? [] : [`queries for one feed: ${queries.join(', ')}`];
}

function stepsBack(resets: number): readonly string[] {
  return resets === 0 ? [] : [`${resets} readers started anew`];
}

function judged(
  fault: string,
  settled: Settled,
  sinceMs: number,
  { faults, note }: { readonly faults: readonly string[]; readonly note: string },
): Row {
  const all = [...settled.faults, ...faults];
  return rowOf(fault, [{ ...settled, healMs: Date.now() - sinceMs, faults: all }], { note });
}
