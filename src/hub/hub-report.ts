import type { Position } from '../feed/position.ts';

/** Reports to the operator. A fork is an alarm: the log was set back or replaced. */
export interface HubReport {
  readonly forked: (feed: string, mine: Position, log: Position) => void;
  readonly unreachable: (error: unknown) => void;
  /** Something unexpected that harms no reader: an unknown kind of change, or a listener that threw. */
  readonly strange: (feed: string, what: string) => void;
}
