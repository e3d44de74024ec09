/**
 * How many new connections an instance takes: a bucket that refills steadily. In a storm the excess is told
 * to come back, instead of everybody being served too late.
 */
export class Admission {
  private tokens: number;
  private filledMs: number;

  constructor(
    private readonly clock: { readonly now: () => number } = performance,
    /** What one core accepts beside its broadcasts: at some 200 µs each, 2,500 are half of it. */
    private readonly perSecond = 2_500,
    private readonly burst = 5_000,
  ) {
    this.tokens = burst;
    this.filledMs = clock.now();
  }

  /** Whether one more may come in now. */
  admit(): boolean {
    const now = this.clock.now();
    this.tokens = Math.min(
      this.burst,
      this.tokens + ((now - this.filledMs) / 1000) * this.perSecond,
    );
    this.filledMs = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
