/**
 * What a reader has applied, and what an instance knows, of one feed's log.
 * `seq` counts the feed's changes from 1 without holes; 0 is the empty log.
 * `tag` is the opaque name of the change at `seq` (at 0: of the feed's beginning), so that a log that
 * was rolled back and grew again is told from the one it was. `epoch` names the log: it changes when a log is replaced
 * by another one on purpose, and with it every position and every cached segment ends.
 */
export interface Position {
  readonly epoch: string;
  readonly seq: number;
  readonly tag: string;
}

export function samePosition(a: Position, b: Position): boolean {
  return a.epoch === b.epoch && a.seq === b.seq && a.tag === b.tag;
}

/** The position alone, out of anything that carries one. */
export function positionOf(carrier: Position): Position {
  return { epoch: carrier.epoch, seq: carrier.seq, tag: carrier.tag };
}
