// npm run faults [-- --schedules 1000000 --seed 1]: the model, at length, on all cores; exits 1 on any wrong view.
import { fork } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: String(availableParallelism()) },
  },
});
const schedules = Number(values.schedules);
const workers = Number(values.workers);

const outfile = join(mkdtempSync(join(tmpdir(), 'dateline-faults-')), 'worker.mjs');
await build({
  entryPoints: [resolve(import.meta.dirname, 'model/worker.ts')],
  bundle: true,
  platform: 'node',
  format: 'esm',
  outfile,
  logLevel: 'warning',
});

/** One process's share: every `workers`-th seed from its own first one. */
function share(worker, mutation, count) {
  const first = Number(values.seed) + worker;
  const words = [mutation, first, workers, count].map(String);
  return new Promise((done, fail) => {
    const child = fork(outfile, words, { execArgv: [] });
    child.once('message', done);
    child.once('exit', (code) => code !== 0 && fail(new Error(`a worker ended with ${code}`)));
  });
}

async function row(mutation, total) {
  const each = Math.ceil(total / workers);
  const started = performance.now();
  const shares = await Promise.all(
    Array.from({ length: workers }, (_, worker) => share(worker, mutation, each)),
  );
  const sum = (name) => shares.reduce((all, one) => all + one[name], 0);
  return {
    fault: mutation === 'none' ? 'all, at random' : `all, at random; ${mutation} switched off`,
    schedules: sum('schedules'),
    'with a restored log': sum('restored'),
    'views compared': sum('views'),
    'wrong schedules': sum('wrong'),
    seconds: Math.round((performance.now() - started) / 100) / 10,
    example: shares.map(({ example }) => example).find((text) => text !== ''),
  };
}

const real = await row('none', schedules);
const mutated = [];
for (const mutation of ['tags', 'sweep', 'attach']) {
  mutated.push(await row(mutation, Math.min(schedules, 10_000)));
}
console.table([real, ...mutated].map(({ example: _example, ...columns }) => columns));
if (real.example) console.log(`First wrong: ${real.example}`);
const isProven = mutated.every((one) => one['wrong schedules'] > 0);
if (!isProven) console.log('A mutation was not noticed: the model cannot be trusted.');
process.exit(real['wrong schedules'] === 0 && isProven ? 0 : 1);
