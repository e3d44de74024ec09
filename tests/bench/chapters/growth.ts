import { call } from '../../call.ts';
import { createFeed, datelineWords, portOf, post, startPair } from '../dateline.ts';
import { deliver, idleRate, pause, settleMs } from './delivery.ts';
import { Load } from '../load.ts';
import { floor } from '../peers.ts';
import { cpuSeconds } from '../processes.ts';

/** What a delivery costs, and how much the database is asked, as readers or feeds become more. */
export interface Growth {
  readonly readers: number;
  readonly feeds: number;
  readonly cpuUs: number;
  /** What the same number of readers costs the floor; measured for one feed. */
  readonly floorUs?: number;
  /** Questions to the database a second while nothing is published. */
  readonly queriesPerSecond: number;
  readonly ok: boolean;
}

const bytes = 600;

/** Told to one reader only, a message costs hardly more than itself: announcement, parsing, frames. */
export const alone = 1;

/** One feed, one reader and then more and more; again and again, so that a slow minute of the machine is every size's. */
export async function growReaders(
  path: string,
  sizes: readonly number[],
  repetitions: number,
  say: (text: string) => void,
): Promise<Growth[]> {
  const rows: Growth[] = [];
  for (let n = 0; n < repetitions; n += 1) {
    for (const readers of [alone, ...sizes]) {
      const messages = messagesFor(readers);
      const plan = { readers, messages, intervalMs: intervalMs(readers), bytes };
      const { cpuUs: floorUs } = await deliver(floor, plan);
      const row = { ...(await spread(path, readers, 1)), floorUs };
      say(`growth: ${JSON.stringify(row)}`);
      rows.push(row);
    }
  }
  return rows;
}

/** The same readers, spread over more and more feeds; each feed is published to. */
export async function growFeeds(
  path: string,
  readers: number,
  counts: readonly number[],
): Promise<Growth[]> {
  const rows: Growth[] = [];
  for (const feeds of counts) rows.push(await spread(path, readers, feeds));
  return rows;
}

/** Enough deliveries for a figure, however few the readers. */
function messagesFor(readers: number): number {
  return Math.min(400, Math.max(40, Math.round(400_000 / readers)));
}

/** The larger the crowd, the longer: the server is as busy with each. */
function intervalMs(readers: number): number {
  return Math.round(Math.max(1_000, readers) / 40);
}

/** As many deliveries to each reader whatever the number of feeds: each hears its own feed's share. */
async function spread(path: string, readers: number, feeds: number): Promise<Growth> {
  const pair = await startPair(path, 'redis');
  try {
    for (let n = 0; n < feeds; n += 1) await createFeed(pair.publishAt, `feed-${n}`);
    const each = Math.max(2, Math.round(messagesFor(readers) / feeds));
    const say = async (count: number) => {
      for (let k = 0; k < count; k += 1) {
        for (let n = 0; n < feeds; n += 1) {
          const next = pause(intervalMs(readers) / feeds);
          await post(pair.publishAt, `feed-${n}`, bytes, k);
          await next;
        }
      }
    };
    const connect = '40{"v":1,"subs":[{"feed":"feed-%d"}]}';
    const words = [
      '--connect',
      connect,
      '--feeds',
      String(feeds),
      '--first',
      '1',
      '--rate',
      '1400',
    ];
    const target = { ports: [portOf(pair.readAt)], loadWords: datelineWords };
    const warmUp = Math.max(1, Math.round(10 / feeds));
    const load = new Load(readers, target, warmUp + each, words);
    await load.ready;
    await say(warmUp);
    await pause(settleMs);
    const idle = await idleRate([pair.readers.pid]);
    const queriesPerSecond = await queriesAt(pair.readAt);
    const before = cpuSeconds([pair.readers.pid]);
    const startedMs = performance.now();
    await say(each);
    const { ok } = await load.result;
    const seconds = (performance.now() - startedMs) / 1_000;
    const spent = cpuSeconds([pair.readers.pid]) - before - idle * seconds;
    return { readers, feeds, cpuUs: (spent * 1e6) / (readers * each), queriesPerSecond, ok };
  } finally {
    await pair.stop();
  }
}

const quietMs = 10_000;

/** Questions to the log a second, over ten quiet ones. */
export async function queriesAt(url: string): Promise<number> {
  const read = async () => {
    const { text } = await call(url, 'GET', '/metrics');
    return [...text.matchAll(/^dateline_log_calls_total\S* (\d+)/gm)].reduce(
      (sum, [, count]) => sum + Number(count),
      0,
    );
  };
  const before = await read();
  await pause(quietMs);
  return ((await read()) - before) / (quietMs / 1_000);
}
