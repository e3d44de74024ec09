import type { Clock } from '../clock.ts';
import type { FeedMessage } from './link.ts';

/** The server's time as far as it is known here: a reader's own clock may be hours off. Until then, the reader's. */
export class ServerClock {
  #aheadMs = 0;

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /** A beacon tells the time; a change that came live was made a moment before. */
  hear({ event, body }: FeedMessage): void {
    if (event === 'head') this.#set(body.now);
    else if (event === 'change') this.#set(body.at);
  }

  /** What the server's clock showed when the reader's showed this. Milliseconds since 1970. */
  at(readersMs: number): number {
    return readersMs + this.#aheadMs;
  }

  #set(now: string): void {
    const aheadMs = Date.parse(now) - this.clock.now();
    if (Number.isFinite(aheadMs)) this.#aheadMs = aheadMs;
  }
}
