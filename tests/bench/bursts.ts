import { createFeed, datelineWords, feed, portOf, post, startPair } from './dateline.ts';
import { pause, settleMs } from './delivery.ts';
import { Load } from './load.ts';
import { cpuSeconds } from './processes.ts';

/** Several changes that are due in one turn of the loop. */
export interface Burst {
  readonly readers: number;
  readonly changes: number;
  /** CPU microseconds for one message to one reader. */
  readonly cpuUs: number;
  readonly ok: boolean;
}

const changes = 5;

/** Published at an instance that tells nobody; the other finds them with its sweep, and joins them. */
export async function burst(path: string, readers: number, bursts: number): Promise<Burst> {
  const pair = await startPair(path, 'sweep');
  try {
    await createFeed(pair.publishAt, feed);
    const target = { ports: [portOf(pair.readAt)], loadWords: datelineWords };
    const total = changes * (bursts + 2);
    const load = new Load(readers, target, total, ['--rate', '1400']);
    await load.ready;
    const say = async (from: number, count: number) => {
      for (let n = from; n < from + count; n += 1) {
        const items = Array.from({ length: changes }, (_, k) => n * changes + k);
        await Promise.all(items.map((item) => post(pair.publishAt, feed, 600, item)));
        await pause(2_000);
      }
    };
    await say(0, 2);
    await pause(settleMs);
    const quiet = cpuSeconds([pair.readers.pid]);
    await pause(5_000);
    const before = cpuSeconds([pair.readers.pid]);
    const idle = (before - quiet) / 5;
    const startedMs = performance.now();
    await say(2, bursts);
    const { ok } = await load.result;
    const seconds = (performance.now() - startedMs) / 1_000;
    const spent = cpuSeconds([pair.readers.pid]) - before - idle * seconds;
    return { readers, changes, cpuUs: (spent * 1e6) / (readers * changes * bursts), ok };
  } finally {
    await pair.stop();
  }
}
