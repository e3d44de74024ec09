import type { Pipe } from '../bus/relay.ts';
import type { Siblings } from './siblings.ts';

/** An instance's place among several on one port of one machine. */
export interface Membership {
  /** 1, 2, 3 … */
  readonly number: number;
  /** The one they share; 0, of the first alone: any free one. */
  readonly port: number;
  /** Started before the others: the port must be free, and the sign-in link is its to make. */
  readonly isFirst: boolean;
  readonly siblings: Siblings;
  /** To the others' buses. */
  readonly pipe: Pipe;
}
