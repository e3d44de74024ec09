import type { Position } from '../../feed/position.ts';
import { clearOutlets } from '../engine/clear-outlets.ts';
import { SiteTally } from '../numbers/site-tally.ts';
import { Batch } from './batch.ts';
import { noDeliveries, type Deliveries } from './deliveries.ts';
import { Due } from './due.ts';
import type { Framed } from './framing.ts';
import type { Path } from './path.ts';
import { Places } from './places.ts';
import type { Subscriber } from './subscriber.ts';

/** A position that is in no log: a reader with it is sent a snapshot. */
const nowhere: Position = { epoch: '', seq: 0, tag: '' };

/** How many readers are served before the clock is read again: some 0.3 ms. */
const readersPerLook = 64;

/** Called with a reader that does not keep up: it was sent every change up to `position`, and none since. */
export type OnLagging = (subscriber: Subscriber, position: Position) => void;

/** A message moves the feed's readers from one position to another. Without `from` it applies at any position. */
export interface Move {
  readonly from?: Position;
  readonly to: Position;
}

/** The readers that are served next, and those among them that do not keep up. Reused, so that no list is allocated. */
const due = new Due();
const lagging: Subscriber[] = [];

/**
 * The readers of one feed, and the batches of messages that are due to them. A batch goes to all readers that joined
 * before it was sealed. They are served from the last place to the first: the reader that is moved from the last place
 * into a freed one has been served already.
 */
export class Audience {
  readonly sites = new SiteTally();
  private readonly places = new Places();
  /** Oldest first; the first may be under way. */
  private readonly batches: Batch[] = [];
  private made = 0;
  private isUnderWay = false;
  /** Readers at places below this may still need the current batch. */
  private cursor = 0;
  /** The position after the latest message with a move; undefined before the first. */
  private position: Position | undefined;

  constructor(
    /** When the latest message was broadcast, in milliseconds of the clock (see FanOut.silentFor). */
    public spokenMs: number,
    private readonly deliveries: Deliveries = noDeliveries(),
  ) {}

  get size(): number {
    return this.places.size;
  }

  get isIdle(): boolean {
    return this.batches.length === 0;
  }

  /** Adds a subscriber, from the next batch on. Its catch-up must contain every change broadcast before this call. */
  join(subscriber: Subscriber): void {
    this.batches.at(-1)?.seal();
    this.places.take(subscriber, this.made);
    this.sites.add(subscriber.site);
  }

  /** Removes a subscriber: it gets nothing more, not even the current batch. */
  leave(subscriber: Subscriber): void {
    this.places.leave(subscriber);
    this.sites.remove(subscriber.site);
    this.cursor = Math.min(this.cursor, this.places.size);
  }

  /** Makes a message due to all present subscribers; the next `serve` sends it. */
  say(message: Framed, move?: Move): void {
    if (this.batches.at(-1)?.add(message) !== true) {
      this.made += 1;
      const batch = new Batch(this.made, move?.from ?? this.position);
      batch.add(message);
      this.batches.push(batch);
    }
    if (move !== undefined) this.position = move.to;
  }

  /** Sends what is due, reader by reader: true when all have it, false when `isLate` stopped it before. */
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
      this.deliveries.messages += due.size * batch.messages.length;
      this.deliveries.bytes += due.size * batch.size;
      for (const subscriber of lagging.splice(0)) this.setAside(subscriber, batch, onLagging);
      if (this.cursor > 0 && isLate()) return false;
    }
    return true;
  }

  /** Puts the next readers that need the batch into `due`, and those of them that do not keep up into `lagging`. */
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
    // `onLagging` of an earlier reader may have removed this one.
    if (subscriber.index < 0) return;
    this.leave(subscriber);
    this.deliveries.setAside += 1;
    onLagging(subscriber, before ?? nowhere);
  }
}
