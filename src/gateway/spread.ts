import type { Others } from './others.ts';

/** Readers come back no faster than an instance can admit them (see Admission): 2,500 a second. */
const readersPerMs = 2.5;
/** Unnoticed by a reader, and enough for the few connections of a moment. */
const leastMs = 200;
/** That of 50,000 readers and more. */
const mostMs = 20_000;

/**
 * The time over which the readers of this instance are to come back when it is lost: as many as it has, to as many others as
 * there are. Also the injection token.
 */
export class Spread {
  private readonly counts: (() => number)[] = [];

  constructor(private readonly others: Pick<Others, 'count'>) {}

  /** Adds readers, who are counted when the time is asked for. */
  add(count: () => number): void {
    this.counts.push(count);
  }

  get readers(): number {
    return this.counts.reduce((sum, count) => sum + count(), 0);
  }

  /** In milliseconds, from 200 to 20,000. Without others the instance that comes after this one admits all. */
  get ms(): number {
    const perMs = readersPerMs * Math.max(1, this.others.count);
    return Math.min(mostMs, Math.max(leastMs, Math.ceil(this.readers / perMs)));
  }
}
