import { Bucket } from '../http/bucket.ts';

/**
 * New connections that one core accepts beside its broadcasts: at some 200 µs each, 2,500 a second take half a core.
 */
const pace = { perSecond: 2_500, burst: 5_000 };

/**
 * Limits how many new connections an instance accepts a second. In a storm the connections above the limit are told
 * to come back, because accepting all of them would make every reader wait.
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

  /** True when one more connection is accepted; it is then counted. */
  admit(): boolean {
    return this.bucket.take(this.clock.now()) === 0;
  }
}
