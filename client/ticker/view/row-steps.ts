import { afterPaint } from './after-paint.ts';

/** New rows that are drawn in one go: on a slow phone, more would be a task that is felt. They fill its window. */
export const stepRows = 4;

/** Draws many new rows a few at a time, with a paint between. */
export class RowSteps {
  #isDue = false;

  /** `draw`: draws further rows. */
  constructor(private readonly draw: () => void) {}

  /** How many new rows may be drawn now: all where they are a step already, or nobody sees it; none while a step is due. */
  most(isStep = false): number {
    if (isStep || document.hidden) return Infinity;
    return this.#isDue ? 0 : stepRows;
  }

  /** What comes of an act, when all rows are there. */
  async after<T>(act: Promise<T>): Promise<T> {
    const outcome = await act;
    while (this.#isDue) await new Promise<void>(afterPaint);
    return outcome;
  }

  /** What is drawn next is asked for by the reader, and waits for no step. */
  hurry(): void {
    this.#isDue = false;
  }

  goOn(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    afterPaint(() => {
      this.#isDue = false;
      this.draw();
    });
  }
}
