import type { Clock } from '../clock.ts';
import type { FeedMessage, LinkState } from '../connect/link.ts';
import { ServerClock } from '../connect/server-clock.ts';

/** How it stands with a feed. `live` is said only while everything the server has said is applied. */
export type Status =
  'idle' | 'connecting' | 'live' | 'reconnecting' | 'offline' | 'refused' | 'ended';

/** How a reader stands to the server: over what link, in step or not, and since when not. */
export class Standing {
  readonly #serverClock: ServerClock;
  #link: LinkState = 'closed';
  #inStep = false;
  #tried = false;
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

  /** When the server was last heard while in step (ms, the server's clock); undefined while in step or before. */
  get staleSince(): number | undefined {
    const heardAt = this.#inStep ? undefined : this.#heardAt;
    return heardAt && this.#serverClock.at(heardAt);
  }

  /** For how long that is, in ms. */
  get staleMs(): number {
    return this.#inStep || this.#heardAt === undefined ? 0 : this.clock.now() - this.#heardAt;
  }

  /** A message came, and all that the server has said is applied. */
  heard(message: FeedMessage): void {
    this.#inStep = true;
    this.#tried = true;
    this.#heardAt = this.clock.now();
    this.#serverClock.hear(message);
  }

  fellBehind(): void {
    this.#inStep = false;
  }

  linkChanged(state: LinkState): void {
    this.#link = state;
    this.#inStep = false;
    if (state === 'waiting' || state === 'offline') this.#tried = true;
  }
}
