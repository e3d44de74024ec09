import type { ReaderOutlet } from '../engine/reader-outlet.ts';
import type { Subscriber } from './subscriber.ts';

/**
 * A feed's subscribers without gaps, in columns (see Due), so that serving many of them reads memory in order.
 * A subscriber knows its place. When one leaves, the subscriber at the last place takes the freed one.
 */
export class Places {
  readonly subscribers: Subscriber[] = [];
  readonly outlets: ReaderOutlet[] = [];
  readonly fds: number[] = [];
  readonly deflates: boolean[] = [];
  /** For each subscriber, the number of the latest batch that it has or does not need. */
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

/** Moves the last value of a column to `index`, and shortens the column by one. */
function fill(column: unknown[], index: number): void {
  const last = column.pop();
  if (last !== undefined && index < column.length) column[index] = last;
}
