import type { FeedAddress } from './feed-address.ts';

/** Where what is told comes from. */
export interface Source {
  readonly address: FeedAddress;
  /** What readers are told that it comes from. */
  readonly name: string;
  /** Of the log there. */
  readonly epoch: string;
}
