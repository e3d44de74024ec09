import type { Clock } from '../clock.ts';
import type { FeedMessage } from './link.ts';

/**
 * Estimates the server's time, because a reader's clock may be hours wrong. Before the first message: the reader's
 * time.
 */
export class ServerClock {
  #aheadMs = 0;
  /** A message has told the server's time. */
  isKnown = false;

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /** Takes the time from a message: `head` has the server's time, and a live change was made a moment ago. */
  hear({ event, body }: FeedMessage): void {
    if (event === 'head') this.#set(body.now);
    else if (event === 'change') this.#set(body.at);
  }

  /** The server's time at a time of the reader's clock. Both in milliseconds since 1970. */
  at(readersMs: number): number {
    return readersMs + this.#aheadMs;
  }

  #set(now: string): void {
    const aheadMs = Date.parse(now) - this.clock.now();
    if (!Number.isFinite(aheadMs)) return;
    this.#aheadMs = aheadMs;
    this.isKnown = true;
  }
}
