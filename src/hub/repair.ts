import type { LogReads, FeedHead } from '../log/log-reads.ts';
import type { Change } from '../feed/change.ts';
import type { Position } from '../feed/position.ts';

/** The result of comparing a tail's position with the log. */
export type Finding =
  /** The tail and the log are at the same position. */
  | { readonly kind: 'current' }
  /** The log has further changes, oldest first. `isAll`: these are all of them. */
  | { readonly kind: 'behind'; readonly changes: readonly Change[]; readonly isAll: boolean }
  /** The log has another history than the tail: it was restored, or is another one. */
  | { readonly kind: 'forked' };

/** How many changes are read from the log at once. */
const maxChanges = 1_000;

/**
 * Compares a position with the log. The position was taken BEFORE `head` was read: so the change that it names must be
 * in the log by the time the log answers, and a log without that change has lost it.
 */
export async function examine(
  log: LogReads,
  feed: string,
  mine: Position,
  head: FeedHead,
): Promise<Finding> {
  if (head.epoch !== mine.epoch || head.seq < mine.seq) return { kind: 'forked' };
  if (head.seq === mine.seq) return { kind: head.tag === mine.tag ? 'current' : 'forked' };
  const changes = await log.read(feed, mine.seq, maxChanges);
  const [next] = changes;
  // The log was set back after the head was read: the next read finds out to where.
  if (next === undefined) return { kind: 'current' };
  if (next.prev !== mine.tag || next.epoch !== mine.epoch) return { kind: 'forked' };
  return { kind: 'behind', changes, isAll: changes.length < maxChanges };
}
