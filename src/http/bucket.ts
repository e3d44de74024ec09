/** How fast a bucket refills, and its size, in tokens. */
export interface Pace {
  readonly perSecond: number;
  readonly burst: number;
}

/** A token bucket: allows up to `burst` at once, and `perSecond` in the long run. */
export class Bucket {
  private tokens: number;

  constructor(
    private readonly pace: Pace,
    private filledMs: number,
  ) {
    this.tokens = pace.burst;
  }

  /**
   * Takes a token at the time `now`, in ms. Returns 0 if there was one, otherwise the milliseconds until there is one.
   */
  take(now: number): number {
    const { perSecond, burst } = this.pace;
    this.tokens = Math.min(burst, this.tokens + ((now - this.filledMs) / 1000) * perSecond);
    this.filledMs = now;
    if (this.tokens < 1) return ((1 - this.tokens) / perSecond) * 1000;
    this.tokens -= 1;
    return 0;
  }
}
