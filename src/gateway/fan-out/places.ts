import type { ReaderOutlet } from '../engine/reader-outlet.ts';
import type { Subscriber } from './subscriber.ts';

/**
 * A feed's subscribers without gaps, in columns (see Due): a crowd is served by reading along the memory, not across
 * it. A subscriber knows its place; who takes the place of one that left comes from the last.
 */
export class Places {
  readonly subscribers: Subscriber[] = [];
  readonly outlets: ReaderOutlet[] = [];
  readonly fds: number[] = [];
  readonly deflates: boolean[] = [];
  /** The number of the latest batch each has, or does not need. */
  readonly upTo: number[] = [];

  get size(): number {
    return this.subscribers.length;
  }

  take(subscriber: Subscriber, upTo: number): void {
    const { outlet } = subscriber;
    subscriber.index = this.size;
    this.subscribers.push(subscriber);
    this.outlets.push(outlet);
    this.fds.push(outlet.fd);
    this.deflates.push(outlet.deflates);
    this.upTo.push(upTo);
  }

  leave(subscriber: Subscriber): void {
    const { index } = subscriber;
    fill(this.subscribers, index);
    fill(this.outlets, index);
    fill(this.fds, index);
    fill(this.deflates, index);
    fill(this.upTo, index);
    const moved = this.subscribers[index];
    if (moved !== undefined) moved.index = index;
    subscriber.index = -1;
  }
}

/** With the last; the list gets shorter. */
function fill(column: unknown[], index: number): void {
  const last = column.pop();
  if (last !== undefined && index < column.length) column[index] = last;
}
