import type { Undo } from '../bus/bus.ts';

/** The time of a relay, and its chance: a model lets the one pass faster, and repeats the other. */
export interface RelayTime {
  /** Milliseconds since 1970, by this machine's clock. */
  readonly now: () => number;
  /** Runs a task once, after so many milliseconds; the undo keeps it from running. */
  readonly after: (ms: number, task: () => void) => Undo;
  /** From 0 up to 1, without it. */
  readonly random: () => number;
}

export const systemTime: RelayTime = {
  now: () => Date.now(),
  after: (ms, task) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};

/** Resolves after so many milliseconds. */
export function pause(time: RelayTime, ms: number): Promise<void> {
  return new Promise((done) => void time.after(ms, done));
}

/** As a clock tells it to readers (RFC 3339, UTC). */
export function timeIn(ms: number): string {
  return new Date(ms).toISOString();
}
