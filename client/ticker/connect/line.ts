import type { Subscription } from '../../../src/feed/messages.ts';
import type { FeedListeners } from './feed-listeners.ts';
import type { Follower } from './link.ts';
import type { OpenRoad, Road, RoadEvents } from './road.ts';

/** One opening of one road, for all followers of the connection. */
export class Line {
  #greeted: ReadonlySet<Follower> = new Set();
  #open: OpenRoad | undefined;

  constructor(
    readonly road: number,
    private readonly listeners: FeedListeners,
  ) {}

  dial(open: Road, server: string, events: RoadEvents): void {
    const greet = () => {
      const { handshake, greeted } = this.listeners.greet();
      this.#greeted = greeted;
      return handshake;
    };
    this.#open = open(server, greet, events);
  }

  /** The followers that came after the handshake was sent. */
  get ungreeted(): readonly Follower[] {
    return this.listeners.without(this.#greeted);
  }

  send(event: 'subscribe' | 'unsubscribe', subscription: Subscription): void {
    this.#open?.send(event, subscription);
  }

  close(): void {
    this.#open?.close();
  }
}
