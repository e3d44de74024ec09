import { filesOf } from '../runner/tiers.ts';
import type { TestFile } from './coverage.ts';
import type { Mutant } from './instrument.ts';
import type { Answer, Asked, Slot } from './slot.ts';

export type Verdict =
  | { readonly kind: 'killed'; readonly by: string }
  | { readonly kind: 'survived'; readonly files: number }
  | { readonly kind: 'uncovered' };

/** Running in a circle takes longer than this many times the usual. */
const maxHits = 200;

/** With less time, what tests reach is not tried once more in what is made while modules are loaded. */
const forLoadingMs = 5_000;

/** How many mutants of a file each test file has killed: the next are likely to be killed by the same. */
const kills = new Map<string, number>();

interface Step extends Asked {
  readonly ms: number;
}

/**
 * Runs the tests that reach a mutant, the fastest first, until one fails. A mutant that lives for `budgetMs`, counted in
 * what its tests take without it, has survived.
 */
export async function tryMutant(
  slot: Slot,
  mutant: Mutant,
  files: readonly TestFile[],
  budgetMs: number,
): Promise<Verdict> {
  const steps = withinBudget(stepsFor(mutant, files), budgetMs, mutant);
  for (const step of steps) {
    if (!(await fails(slot, { ...step, mutant: mutant.id }))) continue;
    const pair = pairOf(mutant, step);
    kills.set(pair, (kills.get(pair) ?? 0) + 1);
    return killedBy(step);
  }
  const isReached = steps.length > 0;
  const isStatic = files.some(({ statics }) => statics.includes(mutant.id));
  if (!isStatic || (isReached && budgetMs < forLoadingMs)) {
    return isReached ? { kind: 'survived', files: steps.length } : { kind: 'uncovered' };
  }
  // Modules are loaded once: what only loading reaches needs a process that begins with the mutant.
  const loading = withinBudget(stepsOfImporters(mutant, files), budgetMs, mutant);
  slot.renew(mutant.id);
  try {
    for (const { path, ms } of loading) {
      if (!passes(await slot.run({ path }, limitOf(ms)))) return killedBy({ path });
    }
    return { kind: 'survived', files: steps.length + loading.length };
  } finally {
    slot.renew();
  }
}

/** Whether a step fails with its mutant, and passes without it after that. */
async function fails(slot: Slot, step: Step): Promise<boolean> {
  // A test that leans on others of its file passes only with the whole file.
  const whole = { ...step, tests: undefined, ms: step.ms * 10 };
  for (const { tests, ms } of [step, step, whole]) {
    const asked = { ...step, tests };
    if (passes(await slot.run(asked, limitOf(ms)))) return false;
    const unbroken = { path: step.path, tests };
    if (passes(await slot.run(unbroken, limitOf(ms)))) return true;
    // What earlier mutants have left behind, a test that leans on others, or a machine that is too busy.
    slot.renew();
  }
  return false;
}

function passes(answer: Answer): boolean {
  return answer.kind === 'ran' && answer.failure === undefined;
}

function limitOf(ms: number): number {
  return 15_000 + ms * 4;
}

function killedBy({ path, tests }: Asked): Verdict {
  return { kind: 'killed', by: tests?.length === 1 ? `${path}: ${tests[0]}` : path };
}

function stepsFor({ id }: Mutant, files: readonly TestFile[]): readonly Step[] {
  return files.flatMap(({ path, perTest, durations, failure }) => {
    if (failure !== undefined) return [];
    const reached = Object.entries(perTest).filter(([, hits]) => hits[id] !== undefined);
    if (reached.length === 0) return [];
    const hits = reached.reduce((sum, [, counts]) => sum + (counts[id] ?? 0), 0);
    // What hooks reach may be seen by any test.
    const names = reached.some(([name]) => name === 'hooks')
      ? Object.keys(durations)
      : reached.map(([name]) => name.slice('test '.length));
    const ms = names.reduce((sum, name) => sum + (durations[name] ?? 0), 10);
    return [{ path, tests: names, hitLimit: hits * maxHits + 10_000, ms }];
  });
}

function stepsOfImporters({ file }: Mutant, files: readonly TestFile[]): readonly Step[] {
  return files
    .filter(({ path, failure }) => failure === undefined && filesOf(path).has(file))
    .map(({ path, ms }) => ({ path, ms }));
}

function withinBudget(steps: readonly Step[], budgetMs: number, mutant: Mutant): readonly Step[] {
  const costOf = (step: Step) => {
    const killed = kills.get(pairOf(mutant, step)) ?? 0;
    return step.ms / (1 + killed) ** 2 / (isNear(mutant, step) ? 10 : 1);
  };
  let spent = 0;
  return steps
    .toSorted((a, b) => costOf(a) - costOf(b))
    .filter((step, n) => {
      spent += step.ms;
      return n < 2 || spent < budgetMs || isNear(mutant, step);
    });
}

/** Whether a test is of the mutant's folder: it looks closer than those that only pass through. */
function isNear({ file }: Mutant, { path }: Step): boolean {
  const [, folder = ''] = file.split('/');
  return new RegExp(`/${folder}[/-]`).test(path);
}

function pairOf({ file }: Mutant, { path }: Step): string {
  return `${file} ${path}`;
}
