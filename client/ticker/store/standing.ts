import type { HeadMessage } from '../../../src/feed/messages.ts';
import type { Clock } from '../clock.ts';
import type { FeedMessage, LinkState } from '../connect/link.ts';
import { ServerClock } from '../connect/server-clock.ts';

/** The state of a feed. It is `live` only while every message of the server is applied. */
export type Status =
  | 'idle'
  | 'connecting'
  | 'live'
  | 'reconnecting'
  | 'offline'
  | 'refused'
  | 'ended';

/** Whether a reader is up to date with the server, and if not, since when. */
export class Standing {
  readonly #serverClock: ServerClock;
  #link: LinkState = 'closed';
  #inStep = false;
  #tried = false;
  /** By the server's clock. */
  #heardAt: number | undefined;

  constructor(private readonly clock: Clock) {
    this.#serverClock = new ServerClock(clock);
  }

  get status(): Status {
    switch (this.#link) {
      case 'closed':
        return 'idle';
      case 'open':
        if (this.#inStep) return 'live';
        return this.#tried ? 'reconnecting' : 'connecting';
      case 'connecting':
        return this.#tried ? 'reconnecting' : 'connecting';
      case 'waiting':
        return 'reconnecting';
      case 'offline':
        return 'offline';
    }
  }

  /** The time of the last message while up to date (ms since 1970, server's clock); undefined while or before that. */
  get staleSince(): number | undefined {
    return this.#inStep ? undefined : this.#heardAt;
  }

  /** The milliseconds since that message; 0 while up to date. */
  get staleMs(): number {
    return this.#inStep || this.#heardAt === undefined ? 0 : this.#now() - this.#heardAt;
  }

  /** Milliseconds since 1970, by the server's clock, also where the reader's is wrong; undefined until it is known. */
  get nowMs(): number | undefined {
    return this.#serverClock.isKnown ? this.#now() : undefined;
  }

  /** A message came, and every message of the server is applied. */
  heard(message: FeedMessage): void {
    const { staleSince } = message.body as Partial<HeadMessage>;
    this.#inStep = !staleSince;
    this.#tried = true;
    this.#serverClock.hear(message);
    // A relay without its upstream tells since when nothing can have come.
    this.#heardAt = staleSince ? Date.parse(staleSince) : this.#now();
  }

  fellBehind(): void {
    this.#inStep = false;
  }

  linkChanged(state: LinkState): void {
    this.#link = state;
    this.#inStep = false;
    if (state === 'waiting' || state === 'offline') this.#tried = true;
  }

  /** By the server's clock, as far as it is known. */
  #now(): number {
    return this.#serverClock.at(this.clock.now());
  }
}
