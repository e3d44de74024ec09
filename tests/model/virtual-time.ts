import type { Undo } from '../../src/bus/bus.ts';
import type { Clock } from '../../src/hub/clock.ts';

interface Event {
  readonly atMs: number;
  readonly order: number;
  run: (() => void) | undefined;
}

/**
 * Time that passes only from event to event. Before each event everything that was ready has run, as on a
 * real event loop; equal times go in the order they were asked for. The same schedule runs the same way.
 */
export class VirtualTime {
  nowMs = 0;
  readonly clock: Clock = {
    now: () => this.nowMs,
    sleep: (ms) => new Promise((done) => void this.after(ms, () => done(undefined))),
  };
  private asked = 0;
  private readonly heap: Event[] = [];

  /** The time as a date: milliseconds since 1970. */
  get dateMs(): number {
    return 1_800_000_000_000 + this.nowMs;
  }

  after(ms: number, run: () => void): Undo {
    this.asked += 1;
    const event: Event = { atMs: this.nowMs + ms, order: this.asked, run };
    this.push(event);
    return () => (event.run = undefined);
  }

  /** Lets this much time pass. */
  pass(ms: number): Promise<void> {
    const endMs = this.nowMs + ms;
    return new Promise((done) => {
      const turn = (): void => {
        const next = this.heap[0];
        if (next === undefined || next.atMs > endMs) {
          this.nowMs = endMs;
          done();
          return;
        }
        this.pop();
        if (next.run !== undefined) {
          this.nowMs = next.atMs;
          next.run();
        }
        afterAllReady(turn);
      };
      afterAllReady(turn);
    });
  }

  private push(event: Event): void {
    const { heap } = this;
    let at = heap.length;
    heap.push(event);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || isBefore(parent, event)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = event;
  }

  private pop(): void {
    const { heap } = this;
    const event = heap.pop();
    if (event === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let below = at * 2 + 1;
      const [left, right] = [heap[below], heap[below + 1]];
      if (left === undefined) break;
      if (right !== undefined && isBefore(right, left)) below += 1;
      const child = right !== undefined && isBefore(right, left) ? right : left;
      if (isBefore(event, child)) break;
      heap[at] = child;
      at = below;
    }
    heap[at] = event;
  }
}

function isBefore(a: Event, b: Event): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

/** A tick asked for from a microtask waits for all microtasks; one asked for from a tick would not. */
function afterAllReady(run: () => void): void {
  queueMicrotask(() => process.nextTick(run));
}
