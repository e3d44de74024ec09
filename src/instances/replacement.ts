import type { End } from './instance.ts';

/** An instance that lived this long did not fail at its start, whatever ended it. */
const steadyMs = 60_000;
const delay = { leastMs: 200, mostMs: 10_000 };
/** How many starts in a row may fail while no instance serves. */
const maxFailedStarts = 5;

export type Replacement =
  | { readonly kind: 'again'; readonly inMs: number }
  | { readonly kind: 'give up' };

/** Decides when an ended instance is replaced: after a longer time for each one in a row that lived only shortly. */
export class Replacements {
  private readonly shortLives = new Map<number, number>();
  private failedStarts = 0;

  /** `serving`: how many other instances serve. While some do, starts are tried for ever; otherwise five times. */
  after(number: number, { hadServed, livedMs }: End, serving: number): Replacement {
    this.failedStarts = hadServed ? 0 : this.failedStarts + 1;
    if (serving === 0 && this.failedStarts >= maxFailedStarts) return { kind: 'give up' };
    const times = livedMs < steadyMs ? (this.shortLives.get(number) ?? 0) : 0;
    this.shortLives.set(number, times + 1);
    return { kind: 'again', inMs: Math.min(delay.mostMs, delay.leastMs * 2 ** times) };
  }
}
