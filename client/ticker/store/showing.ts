import type { Item } from '../../../src/feed/item.ts';
import type { Snapshot } from '../../../src/feed/snapshot.ts';
import { emptyScreen, holdBack, screenOf, withoutErased, type Screen } from './screen.ts';

/** Decides what is shown of a feed: new items at once, or when they are revealed; nothing new while paused. */
export class Showing {
  paused = false;
  #held: ReadonlySet<string> = new Set();
  #screen = emptyScreen;

  constructor(
    /** `shown`: new items go into the list at once. `held`: they wait until they are revealed. */
    public mode: 'held' | 'shown',
  ) {}

  get screen(): Screen {
    return this.#screen;
  }

  take(before: Snapshot | undefined, after: Snapshot): void {
    if (this.mode === 'held' && before !== undefined) {
      this.#held = holdBack(this.#held, before, after);
    }
  }

  show(snapshot: Snapshot): void {
    this.#screen = this.paused
      ? withoutErased(this.#screen, snapshot)
      : screenOf(snapshot, this.#held);
  }

  /** Releases the waiting items, and returns them, newest first. */
  release(): readonly Item[] {
    this.#held = new Set();
    return this.#screen.pending;
  }
}
