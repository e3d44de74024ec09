import fc from 'fast-check';
import { listed, seeded } from './choices.ts';
import { live, type Mutation } from './schedule.ts';

/** How many of these schedules end with something wrong. */
async function wrongOf(mutation: Mutation, schedules: number): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (let seed = 1; seed <= schedules && wrong.length < 3; seed += 1) {
    const verdict = await live(seeded(seed), 80, mutation);
    wrong.push(...verdict.wrong.map((fault) => `seed ${seed}, ${fault}`));
  }
  return wrong;
}

describe('a model of readers, instances and the log under random faults', () => {
  test('every reader ends with the fold of the log, and none was set back without a cause', async () => {
    expect(await wrongOf('none', 2_000)).toEqual([]);
  });

  test('a reader that lost the word of a reset learns of it from a beacon that stands behind it', async () => {
    expect((await live(seeded(122_573), 80, 'none')).wrong).toEqual([]);
  });

  test('the same, with schedules that shrink to the shortest that fails', async () => {
    const decisions = fc.array(fc.nat(100_000), { maxLength: 600 });
    await fc.assert(
      fc.asyncProperty(decisions, async (numbers) => {
        expect((await live(listed(numbers), 80, 'none')).wrong).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test.each(['tags', 'sweep', 'attach'] as const)(
    'without the %s check the model fails: it can tell',
    async (mutation) => {
      expect(await wrongOf(mutation, 2_000)).not.toEqual([]);
    },
  );
});
