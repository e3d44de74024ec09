import type { Pipe } from '../bus/relay.ts';
import type { Siblings } from './siblings.ts';

/** An instance's place among several on one port of one machine. */
export interface Membership {
  /** 1, 2, 3 … */
  readonly number: number;
  /** The shared port. For the first instance alone it may be 0: any free port. */
  readonly port: number;
  /** Started before the others: it checks that the port is free, and makes the sign-in link. */
  readonly isFirst: boolean;
  readonly siblings: Siblings;
  /** The pipe to the buses of the others. */
  readonly pipe: Pipe;
}
