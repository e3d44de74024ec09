import type { Change } from '../../src/feed/change.ts';
import { isSlug } from '../../src/feed/feed-info.ts';
import type { Entry, Item } from '../../src/feed/item.ts';
import type { Position } from '../../src/feed/position.ts';
import type { SnapshotMessage } from '../../src/feed/messages.ts';
import { systemClock, type Undo } from './clock.ts';
import { FeedStore } from './store/feed-store.ts';
import type { Status } from './store/standing.ts';
import { fetchOlderFrom } from './store/fetch-older.ts';
import { fetchMissed } from './connect/other-roads.ts';
import { serverBase } from './connect/server-base.ts';
import { sharedConnection } from './connect/shared-connection.ts';

export type { Change } from '../../src/feed/change.ts';
export type { Entry, Item, Tombstone } from '../../src/feed/item.ts';
export type { SnapshotMessage } from '../../src/feed/messages.ts';
export type { Status } from './store/standing.ts';
export type {
  LiveTickerAttributes,
  LiveTickerChange,
  LiveTickerElement,
  LiveTickerEvents,
  LiveTickerStatus,
} from './live-ticker-element.ts';
export { defineLiveTicker, type DefineOptions } from './define-live-ticker.ts';

export interface TickerOptions {
  /** The server's address, for example `https://live.example.org`. */
  readonly src: string;
  /** The feed's slug. */
  readonly feed: string;
  /** A snapshot that the page has, for example of `GET /api/v1/feeds/{feed}`: only later changes are sent. */
  readonly initial?: SnapshotMessage;
  /** Of a signed-in reader, for a feed that asks for one. */
  readonly token?: string;
}

export interface TickerEvents {
  status: Status;
  /** The applied changes, oldest first; empty when the view was replaced as a whole, or items were revealed. */
  change: readonly Change[];
  /** The number of items that wait for `reveal`. */
  pending: number;
}

/** A feed that is followed without an element, with the same reducer, connection and status as `<live-ticker>`. */
export interface Ticker {
  readonly status: Status;
  /** When the feed was last known to be up to date, by the server's clock (ms since 1970); undefined while it is. */
  readonly staleSince: number | undefined;
  /** The shown entries, newest first. */
  readonly items: readonly Entry[];
  readonly pinned: Item | null;
  /** The items that wait for `reveal`, newest first. */
  readonly pending: readonly Item[];
  readonly on: <E extends keyof TickerEvents>(
    event: E,
    listener: (value: TickerEvents[E]) => void,
  ) => Undo;
  /** Shows the waiting items, and returns them. */
  readonly reveal: () => readonly Item[];
  /** Adds a page of older entries. Rejects when it cannot be fetched. */
  readonly loadOlder: () => Promise<void>;
  /** Goes on with another token: before the one of before ends, or when `status` is `refused`. */
  readonly renew: (token: string) => void;
  readonly close: () => void;
}

/**
 * Follows a feed. Throws a TypeError for an invalid address or slug.
 *
 * @example
 * const ticker = createTicker({ src: 'https://live.example.org', feed: 'storm' });
 * ticker.on('change', () => draw(ticker.items, ticker.pending.length));
 */
export function createTicker(options: TickerOptions): Ticker {
  const { feed, initial } = options;
  if (!isSlug(feed)) throw new TypeError(`"${String(feed)}" is not a feed's slug.`);
  const server = serverBase(options.src);
  const missed = (at: Position) => fetchMissed(server, feed, at, store.token);
  const store = new FeedStore(feed, systemClock, 'held', initial, missed);
  store.token = options.token;
  const fetchOlder = fetchOlderFrom(server, store);
  store.start(sharedConnection(server));
  return {
    get status() {
      return store.status;
    },
    get staleSince() {
      return store.staleSince;
    },
    get items() {
      return store.screen.items;
    },
    get pinned() {
      return store.screen.pinned;
    },
    get pending() {
      return store.screen.pending;
    },
    on: (event, listener) => listen(store, event, listener),
    reveal: () => store.reveal(),
    loadOlder: () => store.loadOlder(fetchOlder),
    renew: (token) => {
      store.token = token;
      store.stop();
      store.start(sharedConnection(server));
    },
    close: () => store.stop(),
  };
}

function listen<E extends keyof TickerEvents>(
  store: FeedStore,
  event: E,
  listener: (value: TickerEvents[E]) => void,
): Undo {
  const tell = listener as (value: TickerEvents[keyof TickerEvents]) => void;
  let pending = store.screen.pending.length;
  return store.listen((happened) => {
    if (happened.kind === 'status') {
      if (event === 'status') tell(store.status);
      return;
    }
    if (event === 'change') tell(happened.changes);
    if (event === 'pending' && store.screen.pending.length !== pending) {
      pending = store.screen.pending.length;
      tell(pending);
    }
  });
}
