import type { Undo } from '../../bus/bus.ts';
import type { Position } from '../../feed/position.ts';
import type { Subscriber } from '../fan-out/subscriber.ts';
import type { outletFor } from './outlet-for.ts';

/** A reader that has not read the last event after this time is cut off. In milliseconds. */
const endingMs = 1_000;

/** One reader's stream of one feed. */
export class EventStream implements Subscriber {
  index = -1;
  /** The timer of the next try, while the hub answers `hold`; that of the end, after it. */
  private timer: NodeJS.Timeout | undefined;
  private isOver = false;

  constructor(
    readonly feed: string,
    /** What its reader is counted under (see siteOf). */
    readonly site: string,
    /** Where it was when it was last outside the fan-out: before the first change, the position the reader sent. */
    public position: Position | undefined,
    readonly outlet: ReturnType<typeof outletFor>,
    /** The undo of Hub.follow: a followed feed stays in the hub's memory. */
    private readonly unfollow: Undo,
    /** Until when it may read; undefined: the feed asked for no token when it began. */
    readonly endsAtMs: number | undefined,
  ) {}

  /** Nothing is written to it any more: its last event has been, or its reader is gone. */
  get isEnded(): boolean {
    return this.isOver;
  }

  tryAgainIn(ms: number, again: () => void): void {
    this.timer = setTimeout(again, ms);
  }

  /** Writes the last event and ends the stream. */
  end(event: Buffer): void {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.outlet.cut(), endingMs);
    this.outlet.end(event);
  }

  /** The response is closed, whoever closed it. */
  gone(): void {
    this.isOver = true;
    clearTimeout(this.timer);
    this.unfollow();
    this.outlet.over();
  }
}
