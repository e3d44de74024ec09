import type { RelayTime } from '../time.ts';

/** Waits for something to be so, and looks whenever it is told that something has happened. */
export class Watch {
  readonly #looks = new Set<() => void>();

  constructor(private readonly time: RelayTime) {}

  tell(): void {
    for (const look of this.#looks) look();
  }

  /** Resolves when it is so, or when it took too long. */
  async until(isSo: () => boolean, withinMs: number): Promise<void> {
    if (isSo()) return;
    await new Promise<void>((done) => {
      const end = () => {
        undo();
        this.#looks.delete(look);
        done();
      };
      const look = () => {
        if (isSo()) end();
      };
      const undo = this.time.after(withinMs, end);
      this.#looks.add(look);
    });
  }
}
