import { tooManyRequests } from '../feed/refusal.ts';

/** Lets a few of many run at once, in the order in which they came, and refuses what would wait behind too many. */
export class Turns {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly maxRunning: number,
    private readonly maxWaiting: number,
  ) {}

  /** Throws `too_many_requests`. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < this.maxRunning) this.running += 1;
    else if (this.waiting.length < this.maxWaiting) await this.turn();
    else throw tooManyRequests('Too many searches at once.', 1_000);
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      // The place goes from one to the next: nobody who comes later can take it.
      if (next === undefined) this.running -= 1;
      else next();
    }
  }

  private turn(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
    });
  }
}
