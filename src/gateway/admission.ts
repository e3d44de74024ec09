import { Bucket } from '../http/bucket.ts';

/** What one core accepts beside its broadcasts: at some 200 µs each, 2,500 are half of it. */
const pace = { perSecond: 2_500, burst: 5_000 };

/**
 * How many new connections an instance takes. In a storm the excess is told to come back, instead of everybody
 * being served too late.
 */
export class Admission {
  private readonly bucket: Bucket;

  constructor(
    private readonly clock: { readonly now: () => number } = performance,
    perSecond = pace.perSecond,
    burst = pace.burst,
  ) {
    this.bucket = new Bucket({ perSecond, burst }, clock.now());
  }

  /** Whether one more may come in now. */
  admit(): boolean {
    return this.bucket.take(this.clock.now()) === 0;
  }
}
