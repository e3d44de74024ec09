/** Undoes a call: removes the timer, listener or subscription. A second call does nothing. */
export type Undo = () => void;

/** Time and randomness as an argument, so that a test can control them. Times are in milliseconds. */
export interface Clock {
  readonly now: () => number;
  /** At least 0, less than 1. */
  readonly random: () => number;
  readonly after: (ms: number, run: () => void) => Undo;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
