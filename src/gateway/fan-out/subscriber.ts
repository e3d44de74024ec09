import type { Outlet } from '../engine/outlet.ts';

/** One reader's place in the fan-out of one feed. */
export interface Subscriber {
  readonly feed: string;
  readonly outlet: Outlet;
  /** The fan-out's own: its place among the feed's subscribers, -1 outside. */
  index: number;
}
