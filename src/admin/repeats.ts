import type { EarlierUse, IdempotencyKey, Log } from '../log/log.ts';

/**
 * Gives a request that is sent again under its key the same answer as before. The request is not checked again, because
 * the item may have changed since, and an embargo may be over.
 */
export class Repeats {
  constructor(private readonly log: Log) {}

  /** Does the work once for each key. `again` makes the answer from the work that was done before. */
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
      // The same request may run twice at once: then the other one was carried out first.
      const meanwhile = await this.log.earlierUse(feed, key).catch(() => undefined);
      if (meanwhile === undefined) throw error;
      return again(meanwhile);
    }
  }
}
