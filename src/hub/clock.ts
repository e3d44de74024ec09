import { setTimeout as sleep } from 'node:timers/promises';

/** Time as the hub uses it: for pace, never to decide what is right. Milliseconds from any fixed point. */
export interface Clock {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

export const systemClock: Clock = { now: () => performance.now(), sleep: (ms) => sleep(ms) };
