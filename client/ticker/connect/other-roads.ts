import { systemClock } from '../clock.ts';
import { pollingOn } from './open-polling.ts';
import { openStreams } from './open-streams.ts';
import type { Road } from './road.ts';

/** The roads beside the socket, in the order in which they are tried. */
export const otherRoads: readonly [streams: Road, polling: Road] = [
  openStreams,
  pollingOn(systemClock),
];
