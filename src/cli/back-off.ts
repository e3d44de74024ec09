import { setTimeout } from 'node:timers/promises';

const firstMs = 200;
const longestMs = 5_000;

/** Waits longer after each failure in a row, at random, so that many who lost one server do not come back at once. */
export class BackOff {
  private failures = 0;
  private since = Date.now();

  /** `patienceMs`: how long the failures in a row may last. */
  constructor(private readonly patienceMs: number) {}

  /** After a success. */
  reset(): void {
    this.failures = 0;
    this.since = Date.now();
  }

  /** True after the pause; false at once where the patience is over. `leastMs`: what the server asks for. */
  async again(leastMs = 0): Promise<boolean> {
    const mostMs = Math.min(longestMs, firstMs * 2 ** Math.min(this.failures, 10));
    const pauseMs = Math.max(leastMs, mostMs * (0.5 + Math.random() / 2));
    this.failures += 1;
    if (Date.now() + pauseMs - this.since > this.patienceMs) return false;
    await setTimeout(pauseMs);
    return true;
  }
}
