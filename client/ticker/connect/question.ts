import { backoffMs } from './backoff.ts';
import type { Clock, Undo } from '../clock.ts';

const answerMs = 10_000;

/** A question to the server: one at a time, asked again when it stays unanswered, each further one later. */
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

  /** Somebody asked already: only the answer is awaited. */
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

  /** All is well: the next question need not wait. */
  settle(): void {
    this.#asks = 0;
  }
}
