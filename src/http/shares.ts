import { Bucket, type Pace } from './bucket.ts';

/** At some 150 bytes each, 1.5 MB. */
const maxAddresses = 10_000;

/**
 * A bucket for each address, so that none uses up what is there for all. Beyond 10,000 addresses the one that was
 * seen longest ago is forgotten, and would begin with a full bucket: it asked little.
 */
export class Shares {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly pace: Pace,
    private readonly clock: { readonly now: () => number } = performance,
  ) {}

  /** Takes one from the address's share: 0 when it had one left, otherwise the milliseconds until it has. */
  take(address: string): number {
    if (this.pace.perSecond === Infinity) return 0;
    const now = this.clock.now();
    const bucket = this.buckets.get(address) ?? new Bucket(this.pace, now);
    // To the end: a Map keeps the order of insertion.
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
