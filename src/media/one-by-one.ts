import { tooManyRequests } from '../feed/refusal.ts';

/** Files that wait for the one being made, each with its bytes in memory. */
const maxWaiting = 8;

/** Does one work after the other. */
export class OneByOne {
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** Throws `too_many_requests` when too many wait. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= maxWaiting) {
      throw tooManyRequests('Too many files are being made here.', 5_000);
    }
    this.#waiting += 1;
    const outcome = this.#last.then(work);
    this.#last = outcome.catch(() => undefined);
    try {
      return await outcome;
    } finally {
      this.#waiting -= 1;
    }
  }
}
