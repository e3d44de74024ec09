import type { Undo } from '../clock.ts';

/** Those who listen to one thing. A listener that leaves while it is told is told no more. */
export class Listeners<T> {
  readonly #listeners = new Set<(value: T) => void>();

  add(listener: (value: T) => void): Undo {
    const own = (value: T): void => listener(value);
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  tell(value: T): void {
    for (const listener of this.#listeners) {
      try {
        listener(value);
      } catch (error) {
        // One that fails is heard of in the console, and keeps nothing from the others.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
