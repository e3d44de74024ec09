import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { burst } from './chapters/bursts.ts';
import { connect, storm } from './chapters/connections.ts';
import { dateline, publishingMs } from './dateline.ts';
import { deliver, interleaved, type Log } from './chapters/delivery.ts';
import { growFeeds, growReaders } from './chapters/growth.ts';
import { growInstances } from './chapters/instances.ts';
import { breakLines, lineSubjects } from './chapters/lines.ts';
import { nchan } from './nchan.ts';
import { bun, floor, node, stock, stockWithRedis, ws } from './peers.ts';
import { profileConnects } from './chapters/profile.ts';
import { readPages } from './chapters/reader.ts';
import { tablesOf } from './report/report.ts';
import { nothingYet, type Lack, type Results } from './results.ts';
import { publishToScreen } from './chapters/screen.ts';
import { deliverEvents } from './chapters/streams.ts';
import { Unavailable, type Subject } from './subject.ts';
import { readResults, writeDown } from './write-down.ts';

const bytes = 600;
/** The path that is measured where one will do: what `auto` takes on a machine like this. */
const own = 'uring';
const say = (text: string) => console.error(text);

/** How large and how often. */
interface Size {
  readonly isQuick: boolean;
  readonly repetitions: number;
  readonly readers: number;
  readonly log: Log;
}

/** Each adds to the results what it measured. */
const chapters: Readonly<Record<string, (results: Results, size: Size) => Promise<void>>> = {
  delivery: async (results, { isQuick, repetitions, log }) => {
    results.publishingMs = await publishingMs(bytes);
    const leaders = [floor, ...['uring', 'ffi', 'js'].map((path) => dateline(path)), bun, nchan];
    const others = [dateline('node'), dateline('stock'), ws, stock, stockWithRedis];
    for (const readers of isQuick ? [2_000] : [2_000, 10_000]) {
      const plan = { readers, messages: 50, intervalMs: Math.max(100, readers / 40), bytes };
      const measure = (subject: Subject) => deliver(subject, plan);
      // Where the order is not in doubt, one run will do.
      results.delivery.push(...(await interleaved([...leaders, ...others], 1, measure, log)));
      results.delivery.push(...(await interleaved(leaders, repetitions - 1, measure, log)));
    }
  },
  streams: async (results, { isQuick, repetitions, log }) => {
    const crowds = isQuick ? [2_000] : [2_000, 10_000];
    results.streams.push(...(await deliverEvents(own, crowds, { bytes, repetitions }, log)));
  },
  compression: async (results, { readers, repetitions, log }) => {
    const plan = { readers, messages: 50, intervalMs: readers / 40, bytes: 1_200 };
    const plain = dateline(own);
    const squeezed = { ...plain, name: `${plain.name}, compressed` };
    const measure = (subject: Subject) => {
      const loadWords = subject === squeezed ? ['--offer', 'permessage-deflate'] : [];
      return deliver(subject, { ...plan, loadWords });
    };
    const both = [floor, plain, squeezed];
    results.compressed.push(...(await interleaved(both, repetitions, measure, log)));
  },
  bursts: async (results, { readers, isQuick }) => {
    results.bursts.push(await burst(own, 2_000, 10));
    if (!isQuick) results.bursts.push(await burst(own, readers, 10));
  },
  screen: async (results, { isQuick }) => {
    results.screens.push(await publishToScreen(isQuick ? 500 : 2_000, 50));
  },
  lines: async (results, { isQuick, log }) => {
    results.lines.push(...(await breakLines(lineSubjects, isQuick ? 40 : 120, log)));
  },
  growth: async (results, { isQuick, repetitions }) => {
    // A process may have 20,000 files open on many machines, sockets among them.
    const crowds = isQuick ? [1_000, 2_000] : [1_000, 2_000, 5_000, 10_000, 19_500];
    results.growth.push(...(await growReaders(own, crowds, repetitions, say)));
    results.growth.push(...(await growFeeds(own, 2_000, isQuick ? [10] : [10, 100, 1_000])));
  },
  instances: async (results) => {
    results.instances.push(...(await growInstances(1_000, [1, 2, 4])));
  },
  connections: async (results, { readers, repetitions, log }) => {
    const measure = (subject: Subject) => connect(subject, readers, 20_000);
    const ladder = [floor, bun, nchan, node('net'), node('http')];
    const rest = [ws, dateline(own), stock];
    results.connections.push(...(await interleaved([...ladder, ...rest], 1, measure, log)));
    results.connections.push(...(await interleaved(rest, repetitions - 1, measure, log)));
    const storms = [dateline(own), stock];
    const break5000 = (subject: Subject) => storm(subject, 5_000);
    results.storms.push(...(await interleaved(storms, repetitions, break5000, log)));
  },
  reader: async (results, { isQuick, repetitions }) => {
    for (let run = 0; run < repetitions; run += 1) {
      const counts = isQuick ? [20, 200] : [20, 200, 2_000, 10_000];
      results.readerPages.push(...(await readPages(counts)));
    }
  },
  profile: async (results, { readers }) => {
    try {
      results.profile.push(...(await profileConnects(own, readers)));
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      say(`The profile: not taken, ${error.message}`);
    }
  },
};

/**
 * Measures, prints tables, and with `--write` writes them down in BENCHMARKS.md; `--json` is for machines. With
 * `--only` a chapter; written down, it takes the place of the same chapter's earlier figures.
 */
export async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      write: { type: 'boolean', default: false },
      only: { type: 'string' },
      repetitions: { type: 'string', default: '3' },
    },
  });
  const { only, quick: isQuick } = values;
  const names = Object.keys(chapters);
  if (only !== undefined && !names.includes(only)) {
    throw new Error(`--only takes one of: ${names.join(', ')}.`);
  }
  const size = {
    isQuick,
    repetitions: isQuick ? 1 : Number(values.repetitions),
    readers: isQuick ? 2_000 : 10_000,
  };
  const results = nothingYet();
  const earlier = values.write && only !== undefined ? readResults() : results;
  for (const [name, measure] of Object.entries(chapters)) {
    if (only !== undefined && only !== name) continue;
    const lacks: Lack[] = [];
    await measure(results, { ...size, log: logInto(lacks) });
    results.lacks[name] = lacks;
    // After each chapter: a run takes an hour.
    if (values.write)
      writeDown({ ...earlier, ...full(results), ...placed(results, earlier, only) });
  }
  console.log(tablesOf(results));
  if (values.json !== undefined) {
    writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
  }
}

/** Tells at once what goes on, and writes down each subject that could not be had, once. */
function logInto(lacks: Lack[]): Log {
  const lack = (subject: string, why: string): void => {
    say(`${subject}: not measured, ${why}`);
    if (lacks.every((other) => other.subject !== subject)) lacks.push({ subject, why });
  };
  return { say, lack };
}

/** Which machine and commit the figures are of, and what lacks: a chapter that was measured alone says its own. */
function placed(results: Results, earlier: Results, only: string | undefined) {
  const lacks = { ...earlier.lacks, ...results.lacks };
  if (only === undefined) return { machine: results.machine, apart: {}, lacks };
  return { machine: earlier.machine, apart: { ...earlier.apart, [only]: results.machine }, lacks };
}

/** What was measured in this run. */
function full(results: Results): Partial<Results> {
  const isMeasured = (value: unknown) => !Array.isArray(value) || value.length > 0;
  const entries = Object.entries(results).filter(([, value]) => isMeasured(value) && value !== 0);
  return Object.fromEntries(entries);
}
