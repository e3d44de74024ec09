import type { Row } from './change.ts';
import type { Position } from './position.ts';

/** What a change is to somebody who stands at a position. */
export type Acceptance =
  /** The very next one: apply it. */
  | 'next'
  /** Applied already: drop it. */
  | 'repeat'
  /** Something between is missing: fetch it first. */
  | 'gap'
  /** Of another history than mine: ask the log which is right. */
  | 'fork';

/**
 * The one acceptance rule, for instances and readers alike: my log has this tag at this seq.
 * `tagAt` answers for the seqs still remembered; one no longer remembered is taken for a fork, which
 * costs a look into the log and never a wrong view.
 */
export function accept(
  mine: Position,
  tagAt: (seq: number) => string | undefined,
  change: Row,
): Acceptance {
  if (change.epoch !== mine.epoch) return 'fork';
  if (change.seq === mine.seq + 1) return change.prev === mine.tag ? 'next' : 'fork';
  if (change.seq > mine.seq) return 'gap';
  return tagAt(change.seq) === change.tag ? 'repeat' : 'fork';
}
