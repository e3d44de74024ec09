/** How fast a bucket fills, and how much it holds. */
export interface Pace {
  readonly perSecond: number;
  readonly burst: number;
}

/** A bucket of tokens that refills steadily: up to `burst` at once, `perSecond` in the long run. */
export class Bucket {
  private tokens: number;

  constructor(
    private readonly pace: Pace,
    private filledMs: number,
  ) {
    this.tokens = pace.burst;
  }

  /** Takes one token at the time `now`: 0 when there was one, otherwise the milliseconds until there is. */
  take(now: number): number {
    const { perSecond, burst } = this.pace;
    this.tokens = Math.min(burst, this.tokens + ((now - this.filledMs) / 1000) * perSecond);
    this.filledMs = now;
    if (this.tokens < 1) return ((1 - this.tokens) / perSecond) * 1000;
    this.tokens -= 1;
    return 0;
  }
}
