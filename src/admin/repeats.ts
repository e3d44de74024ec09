import type { EarlierUse, IdempotencyKey, Log } from '../log/log.ts';

/**
 * Answers a request that came before under its key as it was answered then. The item may have moved on since,
 * its embargo may be over: what was done is not judged a second time.
 */
export class Repeats {
  constructor(private readonly log: Log) {}

  /** Does the work once for each key; `again` makes the answer of what was done before. */
  async once<T>(
    feed: string,
    key: IdempotencyKey | undefined,
    work: () => Promise<T>,
    again: (earlier: EarlierUse) => T,
  ): Promise<T> {
    if (key === undefined) return work();
    const before = await this.log.earlierUse(feed, key);
    if (before !== undefined) return again(before);
    try {
      return await work();
    } catch (error) {
      // The same request may have come twice at once, and the other one was carried out first.
      const meanwhile = await this.log.earlierUse(feed, key).catch(() => undefined);
      if (meanwhile === undefined) throw error;
      return again(meanwhile);
    }
  }
}
