import { until } from '../../../until.ts';
import { Cluster, withServices, type Instance, type Shared } from '../../cluster.ts';
import { Crowd } from '../../crowd.ts';
import { Editor } from '../../editor.ts';
import { rowOf } from '../../report/row-of.ts';
import type { Round, Row } from '../../round.ts';
import { gathered, settle, type Settled } from '../../settle.ts';
import { quantile } from '../../report/spread.ts';

const feed = 'slow';
/** The most posts of a flood, which ends when the kernel's buffers are full and messages wait in the server. */
const maxFlood = 600;
const longBody = 'word '.repeat(8_000);
/** The bytes that may wait for one reader (reader-bounds.ts) and the batch that exceeded them, in MB. */
const maxWaitingMb = 0.5;
const measuredEveryMs = 100;
/**
 * The memory that stalled readers may add, in MB: the waiting bytes, twice, because all readers share them; 64 KB for
 * each reader; and 30 MB by which two equal runs differ. A copy of the waiting bytes for each would be a gigabyte.
 */
const extraMb = (stalled: number) => 2 * maxWaitingMb + (64 * stalled) / 1_024 + 30;
/** The quick ones' p99 may move as much as two equal runs differ on a busy machine. */
const p99Bound = (alone: number) => 1.5 * alone + 25;

export interface Slow {
  readonly quick: number;
  /** The number of readers that read nothing, and of readers that read a byte a second. */
  readonly stalled: number;
  /** Half of those who stall do so until they are let go, after 30 s. */
  readonly waitsForTheEnd: boolean;
  /** Posts after the flood, by which the quick ones' p99 is measured. */
  readonly measuredPosts: number;
  readonly isTimed: boolean;
}

/** FAULTS.md 11: readers that stop reading, and others that read a byte a second, beside quick ones. */
export const round: Round = {
  name: 'slow-readers',
  run: async () => [
    await withServices((shared) =>
      slowReaders(shared, {
        quick: 400,
        stalled: 200,
        waitsForTheEnd: true,
        measuredPosts: 100,
        isTimed: true,
      }),
    ),
  ],
};

/** The same day with those who stall and, where what they cost is judged, without them: the cost is the difference. */
export async function slowReaders(shared: Shared, how: Slow): Promise<Row> {
  const beside = await liveThrough(shared, `${feed}-beside`, how, maxFlood);
  const withoutThem = { ...how, stalled: 0 };
  const alone = how.isTimed
    ? await liveThrough(shared, `${feed}-alone`, withoutThem, beside.flood)
    : beside;
  const costMb = beside.peakMb - alone.peakMb;
  const boundMb = extraMb(2 * how.stalled);
  const faults = [
    ...new Set([...alone.settled.faults, ...beside.settled.faults]),
    ...(beside.lagging === 2 * how.stalled
      ? []
      : [`only ${beside.lagging} of ${2 * how.stalled} fell behind`]),
    ...(how.isTimed && costMb > boundMb ? [`they cost ${costMb.toFixed(0)} MB`] : []),
    ...(how.isTimed && beside.p99Ms > p99Bound(alone.p99Ms)
      ? [`the quick ones' p99 went from ${alone.p99Ms} ms to ${beside.p99Ms} ms`]
      : []),
  ];
  return rowOf('readers that read nothing, or a byte a second', [{ ...beside.settled, faults }], {
    note:
      `${how.quick} quick ones' p99 ${alone.p99Ms} ms without, ${beside.p99Ms} ms with ` +
      `${beside.lagging} that fell behind after ${beside.flood} posts of 40 KB; the server's most memory ${alone.peakMb.toFixed(0)} MB without, ` +
      `${beside.peakMb.toFixed(0)} MB with (bound +${boundMb.toFixed(0)} MB), while they heal ` +
      `${beside.healingMb.toFixed(0)} MB; ` +
      `${beside.returns} were let go and came back, the last let go after ${(beside.endedMs / 1_000).toFixed(1)} s; ` +
      `files open ${beside.files.join(' → ')}`,
  });
}

async function liveThrough(shared: Shared, name: string, how: Slow, maxPosts: number) {
  await using cluster = await Cluster.start(1, shared);
  const [instance] = cluster.instances;
  if (instance === undefined) throw new Error('No instance was started.');
  const editor = new Editor(name, cluster.urls);
  await editor.createFeed();
  await editor.post();
  const quick = new Crowd(name, cluster.urls);
  quick.add(how.quick);
  // Those who will read again in time, and those who will not.
  const passing = new Crowd(name, cluster.urls);
  const lasting = new Crowd(name, cluster.urls);
  for (const crowd of [passing, lasting]) {
    crowd.add(how.stalled / 2, 'quick');
    crowd.add(how.stalled / 2, 'crawling');
  }
  const crowds = [quick, passing, lasting];
  for (const crowd of crowds) await gathered(crowd);
  const files = [await instance.metric('process_open_fds')];
  using memory = watchMemory(instance);
  passing.stall();
  lasting.stall();

  const floodedMs = Date.now();
  let [flood, lagging] = [0, 0];
  while (flood < maxPosts && (how.stalled === 0 || lagging < 2 * how.stalled)) {
    await Promise.all(Array.from({ length: 10 }, () => editor.post(longBody)));
    flood += 10;
    lagging = Math.max(lagging, await instance.metric('dateline_lagging_readers'));
  }
  quick.turnPage();
  for (let n = 0; n < how.measuredPosts; n += 1) {
    await editor.post();
    await new Promise((done) => setTimeout(done, measuredEveryMs));
  }
  const p99Ms = quantile(quick.arrivalsMs, 0.99);
  const peakMb = await memory.most();
  passing.resume();
  const left = async () =>
    (await instance.metric('dateline_connections')) <= how.quick + how.stalled;
  if (how.waitsForTheEnd) await until(left, 'the server to let the rest go', 90_000);
  const endedMs = Date.now() - floodedMs;
  lasting.resume();
  const settled = await settleAll(crowds, editor);
  const healingMb = await memory.most();
  files.push(await instance.metric('process_open_fds'));
  const returns = crowds.reduce((sum, crowd) => sum + crowd.report().returns, 0);
  for (const crowd of crowds) crowd.leave();
  return { p99Ms, peakMb, healingMb, flood, lagging, settled, returns, endedMs, files };
}

async function settleAll(crowds: readonly Crowd[], editor: Editor): Promise<Settled> {
  const all: Settled[] = [];
  for (const crowd of crowds) {
    await gathered(crowd, 60_000);
    all.push(await settle(crowd, editor));
  }
  return {
    views: all.reduce((sum, { views }) => sum + views, 0),
    healMs: Math.max(...all.map(({ healMs }) => healMs)),
    faults: all.flatMap(({ faults }) => faults),
  };
}

/** Looks at the server's memory again and again: the most there was since it was last asked, in MB. */
function watchMemory(instance: Instance) {
  let mostBytes = 0;
  let looking = Promise.resolve();
  const look = async () => {
    mostBytes = Math.max(mostBytes, await instance.metric('process_resident_memory_bytes'));
  };
  const timer = setInterval(() => {
    looking = looking.then(look);
    // Told to who asks for the most.
    looking.catch(() => undefined);
  }, 500);
  return {
    most: async () => {
      await looking;
      const mostMb = mostBytes / 1_024 ** 2;
      mostBytes = 0;
      return mostMb;
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
}
