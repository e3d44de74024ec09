import type { fetchMissed as fetchFromServer } from './over-http/fetch-missed.ts';
import type { OpenRoad, Road } from './road.ts';

/**
 * Stands for other-roads.ts in the script for sites: few readers need more than the socket, and those who do can load
 * a file of the server by plain HTTP, or reach nothing at all.
 */
export const otherRoads: readonly [streams: Road, polling: Road] = [loaded(0), loaded(1)];

/** Rejects too where the server is of a version whose roads do not have it. */
export const fetchMissed: typeof fetchFromServer = async (...asked) =>
  (await load(asked[0])).fetchMissed(...asked);

let loads = 0;

interface Loaded {
  readonly otherRoads: readonly Road[];
  readonly fetchMissed: typeof fetchFromServer;
}

async function load(server: string): Promise<Loaded> {
  try {
    // Some browsers remember that a module could not be loaded: another address is asked then.
    return (await import(`${server}v1/roads.js${loads === 0 ? '' : `?${loads}`}`)) as Loaded;
  } catch (error) {
    loads += 1;
    throw error;
  }
}

function loaded(index: 0 | 1): Road {
  return (server, handshake, events) => {
    let road: OpenRoad | undefined;
    let isClosed = false;
    const open = async (): Promise<void> => {
      try {
        const all = await load(server);
        if (!isClosed) road = all.otherRoads[index]?.(server, handshake, events);
      } catch {
        if (!isClosed) events.lost();
      }
    };
    void open();
    return {
      // The handshake, which is made when the road opens, holds what was subscribed before.
      send: (event, subscription) => road?.send(event, subscription),
      close: () => {
        isClosed = true;
        road?.close();
      },
    };
  };
}
