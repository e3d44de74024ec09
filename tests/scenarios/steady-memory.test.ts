import { printedBy } from '../process.ts';

/** Prints the MB that stay resident after 80 MB of large texts were answered and forgotten, but for a few. */
const program = `
  import { steadyMemory } from './dist/process/steady-memory.js';
  if (process.argv.includes('steady')) await steadyMemory();
  const mb = () => process.memoryUsage().rss / 2 ** 20;
  // What glibc learns from: a block larger than all that follow, freed.
  Buffer.alloc(4 * 2 ** 20);
  gc();
  await new Promise((done) => setImmediate(done));
  const before = mb();
  let texts = Array.from({ length: 400 }, () => Buffer.alloc(200 * 2 ** 10, 1));
  globalThis.kept = texts.filter((_, n) => n % 40 === 39);
  texts = [];
  for (let n = 0; n < 5; n += 1) {
    gc();
    await new Promise((done) => setImmediate(done));
  }
  console.log(mb() - before);
`;

test('memory of large answers goes back when they are forgotten', () => {
  expect(Number(printedBy(program, 'steady'))).toBeLessThan(20);
});
