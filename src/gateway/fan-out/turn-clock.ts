/** The time, and the turns of the event loop. */
export interface TurnClock {
  /** In milliseconds, since some moment. */
  readonly now: () => number;
  /** Runs a task when this turn is over. */
  readonly soon: (task: () => void) => void;
}

export const turnClock: TurnClock = {
  now: () => performance.now(),
  soon: (task) => void setImmediate(task),
};
