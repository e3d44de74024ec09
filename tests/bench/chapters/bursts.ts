import { createFeed, datelineWords, feed, portOf, post, startPair } from '../dateline.ts';
import { median, pause, settleMs } from './delivery.ts';
import { Load } from '../load.ts';
import { cpuSeconds } from '../processes.ts';

/** Several changes that are due in one turn of the loop. */
export interface Burst {
  readonly readers: number;
  readonly changes: number;
  /** CPU microseconds for one message to one reader: the median of the bursts. */
  readonly cpuUs: number;
  readonly ok: boolean;
}

const changes = 5;
const warmUp = 2;
/** A sweep comes at least once in it. */
const burstMs = 2_000;

/** Published at an instance that tells nobody; the other finds them with its sweep, and joins them. */
export async function burst(path: string, readers: number, bursts: number): Promise<Burst> {
  const pair = await startPair(path, 'sweep');
  try {
    await createFeed(pair.publishAt, feed);
    const target = { ports: [portOf(pair.readAt)], loadWords: datelineWords };
    const total = changes * (bursts + warmUp);
    const load = new Load(readers, target, total, ['--rate', '1400']);
    await load.ready;
    const cpu = () => cpuSeconds([pair.readers.pid]);
    /** CPU seconds from a burst on, until long after it was heard. */
    const say = async (n: number) => {
      const before = cpu();
      const items = Array.from({ length: changes }, (_, k) => n * changes + k);
      await Promise.all(items.map((item) => post(pair.publishAt, feed, 600, item)));
      await pause(burstMs);
      return cpu() - before;
    };
    for (let n = 0; n < warmUp; n += 1) await say(n);
    await pause(settleMs);
    const quiet: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      const before = cpu();
      await pause(burstMs);
      quiet.push(cpu() - before);
    }
    const spent: number[] = [];
    for (let n = 0; n < bursts; n += 1) spent.push(await say(warmUp + n));
    const { ok } = await load.result;
    const seconds = median(spent) - median(quiet);
    return { readers, changes, cpuUs: (seconds * 1e6) / (readers * changes), ok };
  } finally {
    await pair.stop();
  }
}
