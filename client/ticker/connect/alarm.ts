import type { Clock, Undo } from '../clock.ts';

/** One timer. Setting it again replaces the time that was set. */
export class Alarm {
  #undo: Undo | undefined;

  constructor(private readonly clock: Clock) {}

  get isSet(): boolean {
    return this.#undo !== undefined;
  }

  set(ms: number, run: () => void): void {
    this.off();
    this.#undo = this.clock.after(ms, () => {
      this.#undo = undefined;
      run();
    });
  }

  off(): void {
    this.#undo?.();
    this.#undo = undefined;
  }
}
