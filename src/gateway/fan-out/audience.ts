import type { Position } from '../../feed/position.ts';
import { clearOutlets } from '../engine/clear-outlets.ts';
import { Batch } from './batch.ts';
import { Due } from './due.ts';
import type { Message } from './message.ts';
import type { Path } from './path.ts';
import { Places } from './places.ts';
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

/** Who is served next, and who of them does not keep up; of one look, kept for the next. */
const due = new Due();
const lagging: Subscriber[] = [];

/**
 * The readers of one feed, and what they are to be told, in batches. A batch goes to who was there before it was
 * sealed, from the last place to the first: whoever moves into a hole behind was served.
 */
export class Audience {
  private readonly places = new Places();
  /** Oldest first; the first may be under way. */
  private readonly batches: Batch[] = [];
  private made = 0;
  private isUnderWay = false;
  /** Places before it may lack the batch under way. */
  private cursor = 0;
  /** After the latest message that moved it. */
  private position: Position | undefined;

  constructor(
    /** When something was last said (see FanOut.silentFor). */
    public spokenMs: number,
  ) {}

  get size(): number {
    return this.places.size;
  }

  get isIdle(): boolean {
    return this.batches.length === 0;
  }

  /** From the next batch on; what was said before is in what the subscriber was told when it joined. */
  join(subscriber: Subscriber): void {
    this.batches.at(-1)?.seal();
    this.places.take(subscriber, this.made);
  }

  /** Nothing more, not even of the batch under way. */
  leave(subscriber: Subscriber): void {
    this.places.leave(subscriber);
    this.cursor = Math.min(this.cursor, this.places.size);
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
        this.cursor = this.places.size;
      }
      if (!this.give(batch, path, isLate, onLagging)) return false;
      this.isUnderWay = false;
      this.batches.shift();
    }
    return true;
  }

  private give(batch: Batch, path: Path, isLate: () => boolean, onLagging: OnLagging): boolean {
    while (this.cursor > 0) {
      this.lookAtNext(batch);
      path.send(due, batch);
      for (const subscriber of lagging.splice(0)) this.setAside(subscriber, batch, onLagging);
      if (this.cursor > 0 && isLate()) return false;
    }
    return true;
  }

  /** The next few that lack the batch; those among them that do not keep up apart. */
  private lookAtNext({ number }: Batch): void {
    const { subscribers, outlets, fds, deflates, upTo } = this.places;
    due.clear();
    const end = Math.max(0, this.cursor - readersPerLook);
    for (let n = this.cursor - 1; n >= end; n -= 1) {
      const outlet = outlets[n];
      const fd = fds[n] ?? -1;
      if (outlet === undefined || (upTo[n] ?? 0) >= number) continue;
      upTo[n] = number;
      const subscriber =
        clearOutlets.has(outlet, fd) || !outlet.isFull ? undefined : subscribers[n];
      if (subscriber === undefined) due.add(outlet, fd, deflates[n] === true);
      else lagging.push(subscriber);
    }
    this.cursor = end;
  }

  private setAside(subscriber: Subscriber, { before }: Batch, onLagging: OnLagging): void {
    // Hearing of the one before may have ended it.
    if (subscriber.index < 0) return;
    this.leave(subscriber);
    onLagging(subscriber, before ?? nowhere);
  }
}
