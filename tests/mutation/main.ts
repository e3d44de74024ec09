// npm run mutation -- [src/hub src/feed/apply.ts] [--sample 300] [--seed 1] [--seconds 5] [--workers 2] [--again | --rest] [--verbose]
// Breaks the code of the named files (all of parts.ts where none is named) in one place at a time, and runs the tests
// that reach the place. --again: only what lived when it was last tried. --rest: only what was never tried.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { randomOf } from '../random.ts';
import { makeCompiler } from './compiler.ts';
import { askedTests, cover } from './coverage.ts';
import { instrument, type Mutant } from './instrument.ts';
import { reasonFor } from './known-survivors.ts';
import { parts, root } from './parts.ts';
import { isEnough, survivorsOf, tableOf, type Fate, type Tried } from './report.ts';
import { inSlots, Slot } from './slot.ts';
import { tryMutant } from './trial.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '5' },
    workers: { type: 'string', default: '2' },
    again: { type: 'boolean', default: false },
    rest: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
/** Most mutants are killed within moments. Only of the others the compiler is asked. */
const firstMs = 500;
const budgetMs = Number(values.seconds) * 1_000;

const cache = join(root, 'node_modules/.cache/mutation');
mkdirSync(cache, { recursive: true });
// Not in node_modules, where TypeScript is left as it is.
const folder = mkdtempSync(join(tmpdir(), 'dateline-mutation-'));
const files = Object.values(parts).flat();
const broken = await instrument(files, folder);
const slots = Array.from({ length: Number(values.workers) }, () => new Slot(folder));
process.once('exit', () => {
  for (const slot of slots) slot.renew();
  rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

const chosen = sample(broken.mutants.filter(isNamed));
if (chosen.length === 0) throw new Error('No code that can be broken has such a name.');
const fatesFile = join(cache, 'fates.json');
const fates = new Map<string, Fate>(
  existsSync(fatesFile) ? (JSON.parse(readFileSync(fatesFile, 'utf8')) as [string, Fate][]) : [],
);
const work = chosen.filter(({ key }) => {
  const before = fates.get(key)?.kind;
  if (values.rest) return before === undefined;
  return !values.again || before === 'survived' || before === 'uncovered';
});

const tried = new Set(work.map(({ file }) => file));
const tests = await cover(slots, broken, askedTests([...tried]), cache);
for (const { path, failure } of tests) {
  if (failure !== undefined) console.error(`LEFT OUT, fails unbroken: ${path}\n${failure}`);
}

const isRefused = makeCompiler();
let done = 0;
await inSlots(slots, work, async (slot, mutant) => {
  const began = performance.now();
  let fate: Fate = await tryMutant(slot, mutant, tests, firstMs);
  if (fate.kind !== 'killed') {
    fate = isRefused(mutant)
      ? { kind: 'refused by the compiler' }
      : await tryMutant(slot, mutant, tests, budgetMs);
  }
  fates.set(mutant.key, fate);
  done += 1;
  if (values.verbose) {
    const ms = Math.round(performance.now() - began);
    const by = fate.kind === 'killed' ? ` by ${fate.by}` : '';
    console.error(`${mutant.file}:${mutant.line} ${fate.kind}${by} (${ms} ms)`);
  }
  if (done % 20 > 0 && done < work.length) return;
  writeFileSync(fatesFile, JSON.stringify([...fates]));
  console.error(`${done}/${work.length} mutants`);
});

const results: readonly Tried[] = chosen.flatMap((mutant) => {
  const fate = fates.get(mutant.key);
  return fate === undefined ? [] : [{ mutant, fate, why: reasonFor(mutant) }];
});
console.log(`${survivorsOf(results)}\n\n${tableOf(results)}`);
process.exit(isEnough(results) ? 0 : 1);

function isNamed({ file }: Mutant): boolean {
  if (positionals.length === 0) return true;
  return positionals.some((name) => file === name || file.startsWith(`${name}/`));
}

/** As many as were asked for, by chance, in the order of the files. */
function sample(mutants: readonly Mutant[]): readonly Mutant[] {
  if (values.sample === undefined) return mutants;
  const random = randomOf(Number(values.seed));
  const drawn = mutants.map((mutant) => ({ mutant, place: random() }));
  const few = drawn.toSorted((a, b) => a.place - b.place).slice(0, Number(values.sample));
  const kept = new Set(few.map(({ mutant }) => mutant));
  return mutants.filter((mutant) => kept.has(mutant));
}
