import { outletOf, type ReaderSocket } from '../engine/bind-socket-io.ts';
import type { SocketOutlet } from '../engine/reader-outlet.ts';
import type { Position } from '../../feed/position.ts';
import type { ReadSubscription } from './handshake.ts';
import type { Subscriber } from '../fan-out/subscriber.ts';

/** How often a connection may change what it follows before it counts as abuse. */
const maxRequests = { count: 200, windowMs: 10_000 };

/** Handles the requests of connections. */
export interface ReaderHost {
  readonly subscribeAsked: (reader: Reader, asked: unknown) => void;
  readonly unsubscribeAsked: (reader: Reader, asked: unknown) => void;
  readonly gone: (reader: Reader) => void;
}

/** How a `subscribe` or `unsubscribe` counts. `late`: the first one above the limit; `closed`: any one after that. */
export type Pace = 'fine' | 'late' | 'closed';

/** One connection: its subscriptions and the rate of its requests. Every reader has one, so it is small. */
export class Reader {
  readonly subscriptions: Subscription[] = [];
  private requests = 0;
  private windowMs = 0;

  constructor(
    readonly host: ReaderHost,
    readonly socket: ReaderSocket,
    /** What it is counted under (see siteOf). */
    readonly site: string,
  ) {
    socket.data = this;
    socket.on('subscribe', onSubscribe);
    socket.on('unsubscribe', onUnsubscribe);
    socket.on('disconnect', onDisconnect);
  }

  get outlet(): SocketOutlet {
    return outletOf(this.socket);
  }

  subscriptionTo(feed: string): Subscription | undefined {
    return this.subscriptions.find((subscription) => subscription.feed === feed);
  }

  /** Removes a subscription; false when it was removed before. */
  drop(subscription: Subscription): boolean {
    const index = this.subscriptions.indexOf(subscription);
    if (index >= 0) this.subscriptions.splice(index, 1);
    return index >= 0;
  }

  /** Counts a `subscribe` or `unsubscribe`. */
  request(): Pace {
    const now = performance.now();
    if (now - this.windowMs > maxRequests.windowMs) {
      this.windowMs = now;
      this.requests = 0;
    }
    this.requests += 1;
    if (this.requests <= maxRequests.count) return 'fine';
    return this.requests === maxRequests.count + 1 ? 'late' : 'closed';
  }
}

/** A feed that a reader follows or is about to follow. A newer request for the same feed replaces it. */
export class Subscription implements Subscriber {
  index = -1;
  /** The timer of the next try, while the hub answers `hold`. */
  again: NodeJS.Timeout | undefined;

  /** Until when it may read; undefined: the feed asked for no token when it joined. */
  endsAtMs: number | undefined;

  constructor(
    readonly reader: Reader,
    readonly feed: string,
    /** What it has shown for a feed of signed-in readers. */
    readonly token?: string,
  ) {}

  get outlet(): SocketOutlet {
    return this.reader.outlet;
  }

  get site(): string {
    return this.reader.site;
  }

  /** The same request again, from another position. */
  asked(position: Position | undefined): ReadSubscription {
    const { feed, token } = this;
    return { feed, position, ...(token !== undefined && { token }) };
  }

  /** False once the reader has disconnected, unsubscribed, or subscribed to this feed again. */
  get isWanted(): boolean {
    return this.reader.socket.connected && this.reader.subscriptions.includes(this);
  }
}

// Shared by all connections: closures would cost memory per connection.

function onSubscribe(this: ReaderSocket, asked: unknown): void {
  const reader = readerOf(this);
  reader.host.subscribeAsked(reader, asked);
}

function onUnsubscribe(this: ReaderSocket, asked: unknown): void {
  const reader = readerOf(this);
  reader.host.unsubscribeAsked(reader, asked);
}

function onDisconnect(this: ReaderSocket): void {
  const reader = readerOf(this);
  reader.host.gone(reader);
}

function readerOf(socket: ReaderSocket): Reader {
  return socket.data as Reader;
}
