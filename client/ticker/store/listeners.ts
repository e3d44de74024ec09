import type { Undo } from '../clock.ts';

/** Listeners of one kind of event. A listener that is removed while an event is passed on is not called any more. */
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
        // A listener that throws shows in the console, and does not keep the event from the others.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
