import type { Position } from '../../feed/position.ts';
import type { Outlet } from '../engine/outlet.ts';
import { Batch } from './batch.ts';
import type { Message } from './message.ts';
import type { Path } from './path.ts';
import type { Subscriber } from './subscriber.ts';

/** In no log: whoever comes with it starts anew. */
const nowhere: Position = { epoch: '', seq: 0, tag: '' };

/** How many readers are served between two looks at the clock: some 0.3 ms. */
const readersPerLook = 64;

/** A reader that does not keep up: it has everything up to `position`, and nothing since. */
export type OnLagging = (subscriber: Subscriber, position: Position) => void;

/** A message takes the feed's readers from one position to the next; not known: from wherever they are. */
export interface Move {
  readonly from?: Position;
  readonly to: Position;
}

/**
 * The readers of one feed, in a dense list, and what they are to be told, in batches. A batch goes to who was
 * there before it was sealed, from the list's end to its beginning: whoever moves into a hole behind was served.
 */
export class Audience {
  private readonly subscribers: Subscriber[] = [];
  /** Oldest first; the first may be under way. */
  private readonly batches: Batch[] = [];
  private made = 0;
  private isUnderWay = false;
  /** Subscribers before it may lack the batch under way. */
  private cursor = 0;
  /** After the latest message that moved it. */
  private position: Position | undefined;

  constructor(
    /** When something was last said (see FanOut.silentFor). */
    public spokenMs: number,
  ) {}

  get size(): number {
    return this.subscribers.length;
  }

  get isIdle(): boolean {
    return this.batches.length === 0;
  }

  /** From the next batch on; what was said before is in what the subscriber was told when it joined. */
  join(subscriber: Subscriber): void {
    this.batches.at(-1)?.seal();
    subscriber.index = this.subscribers.length;
    subscriber.upTo = this.made;
    this.subscribers.push(subscriber);
  }

  /** Nothing more, not even of the batch under way. */
  leave(subscriber: Subscriber): void {
    const { index } = subscriber;
    const last = this.subscribers.pop();
    if (last !== undefined && last !== subscriber) {
      this.subscribers[index] = last;
      last.index = index;
    }
    subscriber.index = -1;
    this.cursor = Math.min(this.cursor, this.subscribers.length);
  }

  /** Due to all who are there; goes out with the next `serve`. */
  say(message: Message, move?: Move): void {
    if (this.batches.at(-1)?.add(message) !== true) {
      this.made += 1;
      const batch = new Batch(this.made, move?.from ?? this.position);
      batch.add(message);
      this.batches.push(batch);
    }
    if (move !== undefined) this.position = move.to;
  }

  /** Gives what is due to reader after reader until all have it (true), or until it is late. */
  serve(path: Path, isLate: () => boolean, onLagging: OnLagging): boolean {
    for (let batch = this.batches[0]; batch !== undefined; batch = this.batches[0]) {
      if (!this.isUnderWay) {
        batch.seal();
        this.isUnderWay = true;
        this.cursor = this.subscribers.length;
      }
      if (!this.give(batch, path, isLate, onLagging)) return false;
      this.isUnderWay = false;
      this.batches.shift();
    }
    return true;
  }

  private give(batch: Batch, path: Path, isLate: () => boolean, onLagging: OnLagging): boolean {
    while (this.cursor > 0) {
      const { served, lagging } = this.nextReaders(batch);
      path.send(served, batch);
      for (const subscriber of lagging) this.setAside(subscriber, batch, onLagging);
      if (this.cursor > 0 && isLate()) return false;
    }
    return true;
  }

  /** The next few that lack the batch; those among them that do not keep up apart. */
  private nextReaders({ number }: Batch) {
    const served: Outlet[] = [];
    const lagging: Subscriber[] = [];
    const end = Math.max(0, this.cursor - readersPerLook);
    while (this.cursor > end) {
      this.cursor -= 1;
      const subscriber = this.subscribers[this.cursor];
      if (subscriber === undefined || subscriber.upTo >= number) continue;
      subscriber.upTo = number;
      if (subscriber.outlet.isFull) lagging.push(subscriber);
      else served.push(subscriber.outlet);
    }
    return { served, lagging };
  }

  private setAside(subscriber: Subscriber, { before }: Batch, onLagging: OnLagging): void {
    this.leave(subscriber);
    onLagging(subscriber, before ?? nowhere);
  }
}
