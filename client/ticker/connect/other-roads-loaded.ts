import type { OpenRoad, Road } from './road.ts';

/**
 * Stands for other-roads.ts in the script for sites: few readers need more than the socket, and those who do can load
 * a file of the server by plain HTTP, or reach nothing at all.
 */
export const otherRoads: readonly [streams: Road, polling: Road] = [loaded(0), loaded(1)];

let loads = 0;

function loaded(index: 0 | 1): Road {
  return (server, handshake, events) => {
    let road: OpenRoad | undefined;
    let isClosed = false;
    // Some browsers remember that a module could not be loaded: another address is asked then.
    import(`${server}v1/roads.js${loads === 0 ? '' : `?${loads}`}`).then(
      ({ otherRoads: all }: { readonly otherRoads: readonly Road[] }) => {
        if (!isClosed) road = all[index]?.(server, handshake, events);
      },
      () => {
        loads += 1;
        if (!isClosed) events.lost();
      },
    );
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
