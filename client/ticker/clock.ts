/** Takes back what was asked for: a timer, a listener, a subscription. Calling it again does nothing. */
export type Undo = () => void;

/** Time and chance as arguments, so that a test can hold them still. Milliseconds. */
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
