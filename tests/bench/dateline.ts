import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nowMs } from './clock.ts';
import { adminToken, call } from '../call.ts';
import { ServerProcess } from '../process.ts';
import { startRedis } from '../services/redis.ts';
import { cpuSeconds } from './processes.ts';
import type { Broadcast, Running, Subject } from './subject.ts';
import { textOf } from './report/text.ts';

export const feed = 'demo';
const bearer = { authorization: `Bearer ${adminToken}` };

/** What a stock client says to follow the feed, and how it knows that it does. */
export const datelineWords = [
  '--mode',
  'sio',
  '--connect',
  `40{"v":1,"subs":[{"feed":"${feed}"}]}`,
  '--suback',
  '42["snapshot"',
  '--only',
  '42["change"',
  '--first',
  '1',
];

/** How a plain EventSource follows the feed, and knows that it does. */
const eventWords = [
  '--mode',
  'sse',
  '--path',
  `/api/v1/feeds/${feed}/stream`,
  '--suback',
  'event: snapshot',
  '--only',
  'event: post',
  '--first',
  '1',
];

/** Two instances on one embedded database and one Redis: one takes what is published, the other has the readers. */
export interface Pair {
  readonly publisher: ServerProcess;
  readonly readers: ServerProcess;
  readonly publishAt: string;
  readonly readAt: string;
  readonly stop: () => Promise<void>;
}

/**
 * Published at one instance and read at the other, so that what readers cost is measured by itself. `doorbell`: over
 * Redis each change is heard at once; without, the sweep finds what came in a second, and tells it in one go.
 */
export async function startPair(
  path: string,
  doorbell: 'redis' | 'sweep',
  more: Record<string, string> = {},
): Promise<Pair> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dateline-data-'));
  const redis = doorbell === 'redis' ? await startRedis() : undefined;
  const environment = {
    DATA_DIR: dataDir,
    ADMIN_TOKEN: adminToken,
    FANOUT: path,
    ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
    ...more,
  };
  const publisher = await ServerProcess.serving(environment);
  const readers = await ServerProcess.serving(environment);
  return {
    publisher: publisher.server,
    readers: readers.server,
    publishAt: publisher.url,
    readAt: readers.url,
    stop: async () => {
      await readers.server.kill();
      await publisher.server.kill();
      await redis?.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export function portOf(url: string): number {
  return Number(new URL(url).port);
}

/** Dateline as it is started, on one of its paths: what the instance with the readers costs. */
export function dateline(path: string, more: Record<string, string> = {}): Subject {
  return {
    name: `Dateline, ${path} path`,
    start: async () => {
      const pair = await startPair(path, 'redis', more);
      await createFeed(pair.publishAt, feed);
      return {
        pids: [pair.readers.pid],
        ports: [portOf(pair.readAt)],
        loadWords: datelineWords,
        broadcast: (what) => publish(pair.publishAt, what),
        stop: pair.stop,
      } satisfies Running;
    },
  };
}

/** The same with readers on EventSource. */
export function streaming({ name, start }: Subject): Subject {
  return {
    name: `${name}, EventSource`,
    start: async () => ({ ...(await start()), loadWords: eventWords }),
  };
}

/** CPU milliseconds of publishing one item to nobody: HTTP, database, commit, announcement. */
export async function publishingMs(bytes: number, items = 200): Promise<number> {
  const pair = await startPair('auto', 'redis');
  try {
    await createFeed(pair.publishAt, feed);
    const broadcast = { intervalMs: 5, bytes, first: 0 };
    await publish(pair.publishAt, { ...broadcast, count: 100 });
    const before = cpuSeconds([pair.publisher.pid]);
    await publish(pair.publishAt, { ...broadcast, count: items });
    return ((cpuSeconds([pair.publisher.pid]) - before) * 1_000) / items;
  } finally {
    await pair.stop();
  }
}

export async function createFeed(url: string, slug: string): Promise<void> {
  const { status, text } = await call(
    url,
    'POST',
    '/api/v1/feeds',
    { slug, title: 'The day' },
    bearer,
  );
  if (status !== 201) throw new Error(`creating a feed answered ${status}: ${text}`);
}

/** Posts as an editor's tool does. The headline tells when it was sent. */
export async function post(url: string, slug: string, bytes: number, n: number): Promise<void> {
  const headline = `ts=${nowMs()}`;
  const item = { headline, body: textOf(bytes, n) };
  const { status, text } = await call(url, 'POST', `/api/v1/feeds/${slug}/items`, item, bearer);
  if (status !== 201) throw new Error(`publishing answered ${status}: ${text}`);
}

async function publish(url: string, { count, intervalMs, bytes, first }: Broadcast): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const next = new Promise((done) => setTimeout(done, intervalMs));
    await post(url, feed, bytes, first + n);
    await next;
  }
}
