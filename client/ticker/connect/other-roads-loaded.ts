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
    const open = async (): Promise<void> => {
      try {
        // Some browsers remember that a module could not be loaded: another address is asked then.
        const url = `${server}v1/roads.js${loads === 0 ? '' : `?${loads}`}`;
        const all = (await import(url)) as { readonly otherRoads: readonly Road[] };
        if (!isClosed) road = all.otherRoads[index]?.(server, handshake, events);
      } catch {
        loads += 1;
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
