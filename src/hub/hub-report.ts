import type { Position } from '../feed/position.ts';

/** Tells the operator what the log did; a fork is an alarm. */
export interface HubReport {
  readonly forked: (feed: string, mine: Position, log: Position) => void;
  readonly unreachable: (error: unknown) => void;
  /** Nobody is harmed, but somebody should know: a kind of change that is not known, or something that threw. */
  readonly strange: (feed: string, what: string) => void;
}
