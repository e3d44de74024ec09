import { feed as deskFeed } from '../outside/outside-desk.ts';
import type { Numbers } from './population.ts';

export { deskFeed };

/** The feeds, and the share of readers and of changes that each has. The desk's is told to targets of every kind. */
export const shares = { city: 0.6, [deskFeed]: 0.25, match: 0.15 } as const;
export type FeedName = keyof typeof shares;
export const feedNames = Object.keys(shares) as FeedName[];
/** The busiest. */
export const busyFeed = 'city' satisfies FeedName;

/** The readers of each feed; the busiest has what does not divide. */
export function partsOf(readers: Numbers): Readonly<Record<FeedName, Numbers>> {
  const part = (share: number): Numbers => ({
    crowd: Math.round(share * readers.crowd),
    sockets: Math.round(share * readers.sockets),
    streams: Math.round(share * readers.streams),
    pollers: Math.round(share * readers.pollers),
  });
  const parts = { [deskFeed]: part(shares[deskFeed]), match: part(shares.match) };
  const rest = (kind: keyof Numbers) => readers[kind] - parts[deskFeed][kind] - parts.match[kind];
  const busy = {
    crowd: rest('crowd'),
    sockets: rest('sockets'),
    streams: rest('streams'),
    pollers: rest('pollers'),
  };
  return { ...parts, [busyFeed]: busy };
}
