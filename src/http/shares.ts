import { Bucket, type Pace } from './bucket.ts';

/** At some 150 bytes each: 1.5 MB. */
const maxAddresses = 10_000;

/**
 * A token bucket for each address, so that no address uses up what is for all. Above 10,000 addresses the one that was
 * seen longest ago is dropped. It would begin again with a full bucket, which is fair, because it asked for little.
 */
export class Shares {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly pace: Pace,
    private readonly clock: { readonly now: () => number } = performance,
  ) {}

  /** Takes a token of the address. Returns 0 if there was one, otherwise the milliseconds until there is one. */
  take(address: string): number {
    if (this.pace.perSecond === Infinity) return 0;
    const now = this.clock.now();
    const bucket = this.buckets.get(address) ?? new Bucket(this.pace, now);
    // Moved to the end: a Map keeps the order of insertion, so the first is the one seen longest ago.
    this.buckets.delete(address);
    this.buckets.set(address, bucket);
    if (this.buckets.size > maxAddresses) this.forgetOldest();
    return bucket.take(now);
  }

  get size(): number {
    return this.buckets.size;
  }

  private forgetOldest(): void {
    for (const oldest of this.buckets.keys()) {
      this.buckets.delete(oldest);
      return;
    }
  }
}
