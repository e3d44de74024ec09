import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { FeedInfo } from '../../../src/feed/feed-info.ts';
import { newerOf, newestFirst, type Entry, type Item } from '../../../src/feed/item.ts';
import { systemClock } from '../../ticker/clock.ts';
import { FeedStore } from '../../ticker/store/feed-store.ts';
import type { Status } from '../../ticker/store/standing.ts';
import { fetchOlderFrom } from '../../ticker/store/fetch-older.ts';
import { sharedConnection } from '../../ticker/connect/shared-connection.ts';
import { ownServer } from '../api/own-server.ts';
import { Problem } from '../api/problem.ts';

export interface LiveFeed {
  readonly status: Status;
  /** When the page was last up to date (ms since 1970); undefined while it is up to date. */
  readonly staleSince: number | undefined;
  readonly info: FeedInfo | undefined;
  /** True once a snapshot has arrived. */
  readonly isKnown: boolean;
  readonly items: readonly Entry[];
  readonly pinned: Item | null;
  readonly hasOlder: boolean;
  readonly loadOlder: () => Promise<void>;
  /** Shows an item that the server has acknowledged to this editor, in case the live connection is slow or down. */
  readonly layOver: (entry: Entry) => void;
}

/** The feed as readers see it, with the connection and reducer of the readers' ticker. */
export function useLiveFeed(feed: string): LiveFeed {
  const store = useMemo(() => new FeedStore(feed, systemClock, 'shown'), [feed]);
  const [own, setOwn] = useState<readonly Entry[]>([]);
  const [, redraw] = useState(0);

  useEffect(() => {
    const undo = store.listen(() => redraw((count) => count + 1));
    store.start(sharedConnection(ownServer()));
    return () => {
      undo();
      store.stop();
    };
  }, [store]);

  const { screen } = store;
  return {
    status: store.status,
    staleSince: store.staleSince,
    info: store.info,
    isKnown: store.info !== undefined,
    items: useMemo(() => layOver(screen.items, screen.more, own), [screen, own]),
    pinned: screen.pinned,
    hasOlder: screen.more,
    loadOlder: useCallback(async () => {
      try {
        await store.loadOlder(fetchOlderFrom(ownServer(), { feed }));
      } catch {
        throw new Problem('unreachable', 'Older items cannot be fetched now', 'Try again.');
      }
    }, [store, feed]),
    layOver: useCallback(
      (entry: Entry) => setOwn((known) => [...known.filter(({ id }) => id !== entry.id), entry]),
      [],
    ),
  };
}

/** The list with this editor's entries: the higher revision wins; an entry below the loaded part is left out. */
function layOver(
  items: readonly Entry[],
  hasOlder: boolean,
  own: readonly Entry[],
): readonly Entry[] {
  const mine = new Map(own.map((entry) => [entry.id, entry]));
  const listed = items.map((entry) => {
    const answered = mine.get(entry.id);
    mine.delete(entry.id);
    return answered === undefined ? entry : newerOf(entry, answered);
  });
  const last = items.at(-1);
  const missing = [...mine.values()].filter(
    (entry) => !hasOlder || last === undefined || newestFirst(entry, last) < 0,
  );
  return missing.length === 0 ? listed : [...listed, ...missing].sort(newestFirst);
}
