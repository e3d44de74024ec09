import { systemClock } from '../../../client/ticker/clock.ts';
import { Connection } from '../../../client/ticker/connect/connection.ts';
import { openSocket } from '../../../client/ticker/connect/open-socket.ts';
import { fetchMissed, otherRoads } from '../../../client/ticker/connect/other-roads.ts';
import { pageLife } from '../../../client/ticker/connect/page-life.ts';
import { FeedStore } from '../../../client/ticker/store/feed-store.ts';
import { isTombstone } from '../../../src/feed/item.ts';
import { Cable } from '../../faults/cable.ts';
import { feed, portOf } from '../dateline.ts';
import type { OpenReader } from './line-reader.ts';

/** The ticker of a page, without its drawing; each on a cable of its own. */
export const openOwnLine: OpenReader = async (url, saw, lost) => {
  const cable = await Cable.to(portOf(url));
  const server = `http://127.0.0.1:${cable.port}/`;
  const connection = new Connection(server, systemClock, pageLife(), [openSocket, ...otherRoads]);
  const missed = (at: Parameters<typeof fetchMissed>[2]) => fetchMissed(server, feed, at);
  const store = new FeedStore(feed, systemClock, 'shown', undefined, missed);
  let wasLive = false;
  store.listen((happened) => {
    if (happened.kind === 'status') {
      if (wasLive && store.status !== 'live') lost();
      wasLive = store.status === 'live';
      return;
    }
    const told = happened.changes.flatMap((change) =>
      change.kind === 'post' && !isTombstone(change.item) ? [change.item] : [],
    );
    for (const { headline } of told) saw(Number(headline), false);
    if (told.length > 0) return;
    for (const entry of store.screen.items)
      if (!isTombstone(entry)) saw(Number(entry.headline), true);
  });
  store.start(connection);
  return {
    cut: () => {
      cable.cut();
      return true;
    },
    close: () => {
      store.stop();
      void cable[Symbol.asyncDispose]();
    },
  };
};
