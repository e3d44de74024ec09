import { backoffMs } from './backoff.ts';
import type { Clock, Undo } from '../clock.ts';

const answerMs = 10_000;

/** Asks the server, one question at a time. An unanswered question is repeated, each time after a longer wait. */
export class Question {
  #timer: Undo | undefined;
  #asks = 0;

  constructor(
    private readonly clock: Clock,
    private readonly put: () => void,
  ) {}

  get open(): boolean {
    return this.#timer !== undefined;
  }

  ask(): void {
    if (this.open) return;
    const wait = this.#asks === 0 ? 0 : backoffMs(this.#asks, this.clock.random);
    this.#asks += 1;
    const ask = (): void => {
      this.wasAsked();
      this.put();
    };
    if (wait === 0) ask();
    else this.#timer = this.clock.after(wait, ask);
  }

  /** The question was sent in another way: waits for its answer alone. */
  wasAsked(): void {
    this.answered();
    this.#timer = this.clock.after(answerMs, () => {
      this.#timer = undefined;
      this.ask();
    });
  }

  answered(): void {
    this.#timer?.();
    this.#timer = undefined;
  }

  /** Resets the wait: the next question is sent at once. */
  settle(): void {
    this.#asks = 0;
  }
}
