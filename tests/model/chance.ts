import { randomOf } from '../random.ts';

/** Random decisions that are the same for the same seed. */
export class Chance {
  private readonly random: () => number;

  constructor(seed: number) {
    this.random = randomOf(seed);
  }

  /** A whole number from 0 up to `bound`, without it. */
  below(bound: number): number {
    return Math.floor(this.random() * bound);
  }

  /** True this many times of a hundred. */
  is(percent: number): boolean {
    return this.random() * 100 < percent;
  }
}
