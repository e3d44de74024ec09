import { outletOf, type ReaderSocket } from '../engine/bind-socket-io.ts';
import type { ReaderOutlet } from '../engine/reader-outlet.ts';
import type { Subscriber } from '../fan-out/subscriber.ts';

/** How often a connection may change what it follows before it counts as abuse. */
const maxRequests = { count: 200, windowMs: 10_000 };

/** Who answers what connections ask. */
export interface ReaderHost {
  readonly subscribeAsked: (reader: Reader, asked: unknown) => void;
  readonly unsubscribeAsked: (reader: Reader, asked: unknown) => void;
  readonly gone: (reader: Reader) => void;
}

/** What a request to change what is followed comes to: `late` is the first too many, after which it is closed. */
export type Pace = 'fine' | 'late' | 'closed';

/** One connection: what it follows, and how busy it was. There is one for each reader, so it is small. */
export class Reader {
  readonly subscriptions: Subscription[] = [];
  private requests = 0;
  private windowMs = 0;

  constructor(
    readonly host: ReaderHost,
    readonly socket: ReaderSocket,
  ) {
    socket.data = this;
    socket.on('subscribe', onSubscribe);
    socket.on('unsubscribe', onUnsubscribe);
    socket.on('disconnect', onDisconnect);
  }

  get outlet(): ReaderOutlet {
    return outletOf(this.socket);
  }

  subscriptionTo(feed: string): Subscription | undefined {
    return this.subscriptions.find((subscription) => subscription.feed === feed);
  }

  /** Takes it off the list; false when it was not there any more. */
  drop(subscription: Subscription): boolean {
    const index = this.subscriptions.indexOf(subscription);
    if (index >= 0) this.subscriptions.splice(index, 1);
    return index >= 0;
  }

  /** Counts a request to change what it follows. */
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

/** A feed a reader follows, or is about to; a newer request for the same feed takes its place. */
export class Subscription implements Subscriber {
  index = -1;
  /** Another try, for one that is held. */
  again: NodeJS.Timeout | undefined;

  constructor(
    readonly reader: Reader,
    readonly feed: string,
  ) {}

  get outlet(): ReaderOutlet {
    return this.reader.outlet;
  }

  /** Whether it is still what the reader wants. */
  get isWanted(): boolean {
    return this.reader.socket.connected && this.reader.subscriptions.includes(this);
  }
}

// Shared by all connections: a closure for each would be memory for each.

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
