import { StreamReader } from '../../../scenarios/reading/stream-reader.ts';
import { until } from '../../../until.ts';
import { Cluster, withServices, type Shared } from '../../cluster.ts';
import { Crowd } from '../../crowd.ts';
import { Editor } from '../../editor.ts';
import { growthOf, sampleOf, told, type Sample } from '../../report/flatness.ts';
import type { Round, Row } from '../../round.ts';

const feed = 'soak';

/** How long, how many, how often; times in milliseconds. */
export interface Soak {
  readonly lastsMs: number;
  readonly readers: number;
  readonly streams: number;
  readonly changeMs: number;
  readonly sampleMs: number;
  /** A twentieth of the readers is replaced so often. */
  readonly replaceMs: number;
  /** Changes before it begins: as many as an instance keeps, so that what it keeps is full. */
  readonly before: number;
  readonly isJudged: boolean;
}

/** FAULTS.md 18. Not without being asked: `--soak-minutes 65`. */
export const round: Round = {
  name: 'soak',
  run: async ({ soakMinutes }) => {
    if (soakMinutes === 0) return [];
    const counts = { readers: 300, streams: 20, changeMs: 3_000, sampleMs: 10_000 };
    const lastsMs = soakMinutes * 60_000;
    const times = { lastsMs, replaceMs: 60_000, before: 600, isJudged: soakMinutes >= 8 };
    return [await withServices((shared) => soak(shared, { ...counts, ...times }))];
  },
};

/** Two instances, readers that come and go, an editor who does everything; what the instances hold must not grow. */
export async function soak(shared: Shared, how: Soak): Promise<Row> {
  await using cluster = await Cluster.start(2, shared);
  const { urls, instances } = cluster;
  const editor = new Editor(feed, urls);
  await editor.createFeed();
  for (let n = 0; n < how.before; n += 1) await editor.post();
  const crowd = new Crowd(feed, urls);
  crowd.add(how.readers);
  const streams = Streams.of(how.streams, urls);
  await until(() => crowd.report().live === how.readers, 'the readers');

  const samples = instances.map((): Sample[] => []);
  const every = [
    repeat(how.changeMs, () => editor.doSomething()),
    repeat(how.replaceMs, async () => {
      crowd.replace(Math.ceil(how.readers / 20));
      streams.replace(Math.ceil(how.streams / 20));
    }),
    repeat(how.sampleMs, async () => {
      for (const [n, instance] of instances.entries()) {
        samples[n]?.push(await sampleOf(instance));
      }
      if (samples[0]?.length !== undefined && samples[0].length % 30 === 0) {
        console.log(samples.map((of) => JSON.stringify(of.at(-1))).join('\n'));
      }
    }),
  ];
  await new Promise((done) => setTimeout(done, how.lastsMs));
  const failures = (await Promise.all(every.map((stop) => stop()))).flat();

  const endedMs = performance.now();
  const healed = async () => {
    const truth = await editor.truth();
    return crowd.report(truth).wrong === 0 && streams.wrong(truth) === 0;
  };
  await until(healed, 'all views to be right', 30_000).catch(() => undefined);
  const worstHealMs = performance.now() - endedMs;
  const truth = await editor.truth();
  const { wrong, broken, resets } = crowd.report(truth);
  const growth = how.isJudged ? samples.flatMap((of) => growthOf(of)) : [];
  const faults = [
    ...failures,
    ...broken,
    ...streams.broken,
    ...growth,
    ...(await editor.faultsOfLog()),
    ...(resets === 0 ? [] : [`${resets} resets`]),
    ...(samples.every((of) => of.length > 0) ? [] : ['no samples']),
  ];
  crowd.leave();
  streams.leave();
  return {
    fault: `soak: ${Math.round(how.lastsMs / 60_000)} minutes, ${truth.seq} changes`,
    rounds: 1,
    views: how.readers + how.streams,
    wrong: wrong + streams.wrong(truth) + faults.length,
    worstHealMs,
    note: samples.map((of) => told(of)).join('\n'),
    ...(faults.length === 0 ? {} : { example: faults.slice(0, 5).join('; ') }),
  };
}

/** Readers of Server-Sent Events, who come and go as the others do. */
class Streams {
  readonly broken: string[] = [];
  #readers: StreamReader[] = [];
  #urls: readonly string[];

  private constructor(urls: readonly string[]) {
    this.#urls = urls;
  }

  static of(count: number, urls: readonly string[]): Streams {
    const streams = new Streams(urls);
    streams.add(count);
    return streams;
  }

  add(count: number): void {
    for (let n = 0; n < count; n += 1) {
      const reader = new StreamReader(feed);
      reader.connect(this.#urls[n % this.#urls.length] ?? '');
      this.#readers.push(reader);
    }
  }

  replace(count: number): void {
    for (const reader of this.#readers.splice(0, count)) {
      this.broken.push(...reader.broken);
      reader.leave();
    }
    this.add(count);
  }

  /** How many views are not what the log's fold is. */
  wrong(truth: object): number {
    return this.#readers.filter(({ newest }) => JSON.stringify(newest) !== JSON.stringify(truth))
      .length;
  }

  leave(): void {
    for (const reader of this.#readers) {
      this.broken.push(...reader.broken);
      reader.leave();
    }
  }
}

/** Does it again and again, one after the other; the undo waits for the last and tells what failed. */
function repeat(everyMs: number, act: () => Promise<void>): () => Promise<readonly string[]> {
  const failed: string[] = [];
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(act).catch((error: unknown) => void failed.push(String(error)));
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await running;
    return failed;
  };
}
