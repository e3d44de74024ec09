import { printedBy } from '../process.ts';

/** Prints the MB that stay resident after 80 MB of texts were answered and forgotten, but for a few of them. */
const programOf = (bytes: number) => `
  import { mock } from 'node:test';
  import { steadyMemory } from './dist/process/steady-memory.js';
  // The first time is given back before anything is held.
  mock.timers.enable({ apis: ['setTimeout'] });
  if (process.argv.includes('steady')) await steadyMemory();
  const mb = () => process.memoryUsage().rss / 2 ** 20;
  // What glibc learns from: a block larger than all that follow, freed.
  Buffer.alloc(4 * 2 ** 20);
  gc();
  await new Promise((done) => setImmediate(done));
  const before = mb();
  const count = 80 * 2 ** 20 / ${bytes};
  let texts = Array.from({ length: count }, () => Buffer.alloc(${bytes}, 1));
  globalThis.kept = texts.filter((_, n) => n % 40 === 39);
  texts = [];
  // A thread of its own frees what was collected: a few of 80 MB are kept.
  while (process.memoryUsage().arrayBuffers > 10 * 2 ** 20) {
    gc();
    await new Promise((done) => setImmediate(done));
  }
  // The next time is the later, the longer one took: on a busy machine more than a moment.
  mock.timers.tick(600_000);
  console.log(mb() - before);
`;

test.each([
  ['large', 200 * 2 ** 10],
  ['small', 20 * 2 ** 10],
])('memory of %s answers goes back when they are forgotten', (_size, bytes) => {
  expect(Number(printedBy(programOf(bytes), 'steady'))).toBeLessThan(20);
});

/** Prints how often V8 looked at the young generation at the moment at which a start is over. */
const programOfStart = `
  import { PerformanceObserver, constants } from 'node:perf_hooks';
  import { mock } from 'node:test';
  import { collectAfterStart } from './dist/process/collect-after-start.js';
  let looks = 0;
  const { NODE_PERFORMANCE_GC_MINOR: young } = constants;
  new PerformanceObserver((list) => {
    looks += list.getEntries().filter(({ detail }) => detail.kind === young).length;
  }).observe({ entryTypes: ['gc'] });
  const aFewTurns = async () => {
    for (let n = 0; n < 5; n += 1) await new Promise((done) => setImmediate(done));
  };
  mock.timers.enable({ apis: ['setTimeout'] });
  collectAfterStart();
  await aFewTurns();
  const before = looks;
  mock.timers.tick(1_000);
  await aFewTurns();
  console.log(looks - before);
`;

test('what a start has left is looked at a moment later', () => {
  expect(printedBy(programOfStart).trim()).toBe('1');
});
