import type { ReaderOutlet } from '../engine/reader-outlet.ts';

/** One reader's place in the fan-out of one feed. */
export interface Subscriber {
  readonly feed: string;
  readonly outlet: ReaderOutlet;
  /** The site the reader is counted under; undefined: none that is known. */
  readonly site?: string;
  /** The fan-out's own: its place among the feed's subscribers, -1 outside. */
  index: number;
}
