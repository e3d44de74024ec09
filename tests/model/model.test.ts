import fc from 'fast-check';
import { Chance } from './chance.ts';
import { mutations } from './mutations.ts';
import { reduce } from './reduce.ts';
import { scheduleOf } from './schedule.ts';
import type { Parts } from './parts.ts';
import { live } from './world.ts';

/** The first of these schedules in which a promise is broken, and which. */
async function firstBroken(seeds: { from: number; count: number }, parts?: Parts) {
  for (let seed = seeds.from; seed < seeds.from + seeds.count; seed += 1) {
    const { broken } = await live(scheduleOf(seed), parts);
    if (broken.length > 0) return { seed, broken };
  }
  return undefined;
}

/** Schedules, and what is left of them when some steps are not taken: so a failing one is made small. */
const schedules = fc
  .noShrink(fc.nat())
  .map(scheduleOf)
  .chain((whole) => fc.subarray([...whole.steps]).map((steps) => ({ ...whole, steps })));

describe('a model of the log, the bus, the instances and the readers under random faults', () => {
  test('every view is the log: nothing lost, doubled, reordered, or taken back without a cause', async () => {
    expect(await firstBroken({ from: 1, count: 3_000 })).toBeUndefined();
  });

  test('nor does a step left out break a promise', async () => {
    const keepsPromises = fc.asyncProperty(schedules, async (schedule) => {
      expect((await live(schedule)).broken).toEqual([]);
    });
    await fc.assert(keepsPromises, { numRuns: 1_000, seed: 1 });
  });

  test.each(Object.entries(mutations))('without %s it fails: it can tell', async (_, parts) => {
    expect(await firstBroken({ from: 1, count: 500 }, parts)).toBeDefined();
  });

  test('the same schedule runs the same way', async () => {
    const first = await live(scheduleOf(7), mutations.tags);
    expect(await live(scheduleOf(7), mutations.tags)).toEqual(first);
  });

  test('a schedule that fails is made small', async () => {
    const found = await firstBroken({ from: 1, count: 500 }, mutations.sweep);
    const whole = scheduleOf(found?.seed ?? 0);
    const fails = async (smaller: typeof whole) =>
      (await live(smaller, mutations.sweep)).broken.length > 0;
    const least = await reduce(whole, fails);
    expect(await fails(least)).toBe(true);
    expect(least.steps.length).toBeLessThan(whole.steps.length);
  });

  test('chance is even enough to reach every choice', () => {
    const chance = new Chance(1);
    const seen = new Set(Array.from({ length: 200 }, () => chance.below(10)));
    expect(seen.size).toBe(10);
  });
});
