import { fork } from 'node:child_process';
import { once } from 'node:events';
import { reduce } from '../../model/reduce.ts';
import { scheduleOf } from '../../model/schedule.ts';
import { live } from '../../model/world.ts';
import type { Options, Round, Row } from '../round.ts';

const fault = 'everything at random, in the model';

/** The model: schedules of a seed and those after it, shared between processes. */
export const round: Round = {
  name: 'model',
  run: async (options) => {
    const shares = await Promise.all(
      Array.from({ length: options.workers }, (_, worker) => share(options, worker)),
    );
    const sum = (name: 'rounds' | 'views' | 'wrong') =>
      shares.reduce((total, row) => total + row[name], 0);
    const example = shares.find((row) => row.example !== undefined)?.example;
    const worstHealMs = Math.max(...shares.map((row) => row.worstHealMs));
    const counts = { rounds: sum('rounds'), views: sum('views'), wrong: sum('wrong') };
    return [{ fault, ...counts, worstHealMs, ...(example === undefined ? {} : { example }) }];
  },
};

/** Every `workers`-th schedule, in a process of its own: this program again, told its share. */
async function share(options: Options, worker: number): Promise<Row> {
  const { schedules, seed, workers } = options;
  const mine = {
    ...options,
    seed: seed + worker,
    schedules: Math.ceil((schedules - worker) / workers),
  };
  if (workers === 1) return liveThrough(mine);
  const child = fork(process.argv[1] ?? '', ['--share', JSON.stringify(mine)], { execArgv: [] });
  const [row] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`A process of the model ended with ${code}.`);
    }),
  ])) as [Row];
  return row;
}

/** Lives through schedules `seed`, `seed + workers`, and so on; the first that fails is made small. */
export async function liveThrough({ schedules, seed, workers }: Options): Promise<Row> {
  // Refusals are part of the game; nobody reads their stacks.
  Error.stackTraceLimit = 0;
  let [views, wrong, worstHealMs] = [0, 0, 0];
  let example: string | undefined;
  for (let n = 0; n < schedules; n += 1) {
    const at = seed + n * workers;
    const verdict = await live(scheduleOf(at));
    views += verdict.views;
    worstHealMs = Math.max(worstHealMs, verdict.healMs);
    // Time passes in ticks: without this nothing else in the process would ever run.
    if (n % 500 === 0) await new Promise((done) => setImmediate(done));
    if (verdict.broken.length === 0) continue;
    wrong += 1;
    example ??= await exampleOf(at, verdict.broken);
  }
  const row = { fault, rounds: schedules, views, wrong, worstHealMs };
  return example === undefined ? row : { ...row, example };
}

async function exampleOf(seed: number, broken: readonly string[]): Promise<string> {
  const fails = async (smaller: Parameters<typeof live>[0]) =>
    (await live(smaller)).broken.length > 0;
  const least = await reduce(scheduleOf(seed), fails);
  return `seed ${seed}: ${broken.join('; ')}\nThe least of it: ${JSON.stringify(least)}`;
}
