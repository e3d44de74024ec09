import { samePosition, type Position } from '../../feed/position.ts';
import type { Kept } from './loading.ts';

/** Whether what is kept is at a position of the upstream's log, or has gone past it. */
export function hasReached(kept: Kept | undefined, head: Position): boolean {
  if (kept === undefined) return false;
  const { tail } = kept;
  if (samePosition(tail.position, head)) return true;
  return tail.position.seq > head.seq && tail.since(head.seq)?.[0]?.prev === head.tag;
}
