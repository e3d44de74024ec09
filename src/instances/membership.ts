import type { Siblings } from './siblings.ts';

/** An instance's place among several on one port of one machine. */
export interface Membership {
  /** 1, 2, 3 … */
  readonly number: number;
  /** Started before the others: it makes the sign-in link. */
  readonly isFirst: boolean;
  readonly siblings: Siblings;
}
