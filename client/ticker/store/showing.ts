import type { Item } from '../../../src/feed/item.ts';
import type { Snapshot } from '../../../src/feed/snapshot.ts';
import { emptyScreen, holdBack, screenOf, withoutTakenDown, type Screen } from './screen.ts';

/** What of a feed is shown: all of it at once, or what is new when it is asked for; and nothing new while paused. */
export class Showing {
  paused = false;
  #held: ReadonlySet<string> = new Set();
  #screen = emptyScreen;

  constructor(
    /** Shown: new posts go straight into the list. Held: they wait to be revealed. */
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
      ? withoutTakenDown(this.#screen, snapshot)
      : screenOf(snapshot, this.#held);
  }

  /** Nothing is held back any more. Returns what was, newest first. */
  release(): readonly Item[] {
    this.#held = new Set();
    return this.#screen.pending;
  }
}
