import { systemClock } from '../clock.ts';
import { pollingOn } from './over-http/open-polling.ts';
import { openStreams } from './over-http/open-streams.ts';
import type { Road } from './road.ts';

export { fetchMissed } from './over-http/fetch-missed.ts';

/** The roads beside the socket, in the order in which they are tried. */
export const otherRoads: readonly [streams: Road, polling: Road] = [
  openStreams,
  pollingOn(systemClock),
];
