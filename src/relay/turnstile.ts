import { Refusal } from '../feed/refusal.ts';

/** Lets so many tasks run at a time, and so many more wait; others are refused. */
export class Turnstile {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly maxAtOnce: number,
    private readonly maxWaiting: number,
  ) {}

  /** Throws `unavailable` when too many wait. */
  async pass<T>(task: () => Promise<T>): Promise<T> {
    if (this.running >= this.maxAtOnce) {
      if (this.waiting.length >= this.maxWaiting) {
        throw new Refusal('unavailable', 'Too much is asked of the upstream. Try again.');
      }
      // The place of the one that leaves is handed over: nobody else can take it.
      await new Promise<void>((enter) => this.waiting.push(enter));
    } else this.running += 1;
    try {
      return await task();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }
}
