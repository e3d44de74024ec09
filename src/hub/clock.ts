import { setTimeout as sleep } from 'node:timers/promises';

/** The hub's time, for intervals only, never to decide which change is right. Milliseconds from any fixed point. */
export interface Clock {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

export const systemClock: Clock = { now: () => performance.now(), sleep: (ms) => sleep(ms) };
