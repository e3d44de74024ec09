import { randomOf } from '../../random.ts';

/** Where a schedule's decisions come from: whole numbers below a bound, the same again for the same source. */
export interface Choices {
  readonly below: (bound: number) => number;
}

/** Decisions of a seed: for millions of schedules. */
export function seeded(seed: number): Choices {
  const random = randomOf(seed);
  return { below: (bound) => Math.floor(random() * bound) };
}

/** Decisions of a list, zero after its end: for a schedule that can be made shorter. */
export function listed(numbers: readonly number[]): Choices {
  let next = 0;
  return {
    below: (bound) => {
      const number = numbers[next] ?? 0;
      next += 1;
      return number % bound;
    },
  };
}
