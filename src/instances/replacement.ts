import type { End } from './instance-process.ts';

/** Who lived as long as this was no failure of its start, whatever ended it. */
const steadyMs = 60_000;
const delay = { leastMs: 200, mostMs: 10_000 };
/** As many starts in a row may fail while nobody serves. */
const maxFailedStarts = 5;

export type Replacement =
  { readonly kind: 'again'; readonly inMs: number } | { readonly kind: 'give up' };

/** When the place of an instance that ended is taken again: each time later, as long as none lives for long. */
export class Replacements {
  private readonly shortLives = new Map<number, number>();
  private failedStarts = 0;

  /** `serving`: how many others serve. While some do, it is tried for ever; when none does, five times. */
  after(number: number, { hadServed, livedMs }: End, serving: number): Replacement {
    this.failedStarts = hadServed ? 0 : this.failedStarts + 1;
    if (serving === 0 && this.failedStarts >= maxFailedStarts) return { kind: 'give up' };
    const times = livedMs < steadyMs ? (this.shortLives.get(number) ?? 0) : 0;
    this.shortLives.set(number, times + 1);
    return { kind: 'again', inMs: Math.min(delay.mostMs, delay.leastMs * 2 ** times) };
  }
}
