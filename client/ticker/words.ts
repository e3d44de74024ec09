import type { Status } from './feed-store.ts';

/** How many updates are new: "3 new updates". */
export function updatesText(count: number): string {
  return count === 1 ? '1 new update' : `${count} new updates`;
}

/**
 * What the status line says. `since` is the clock time up to which the feed is known, `long` whether
 * that is more than a moment ago.
 */
export function statusText(
  status: Status,
  { since, long, refusal }: { since?: string; long: boolean; refusal?: string },
): string {
  switch (status) {
    case 'idle':
    case 'connecting':
      return 'Connecting';
    case 'live':
      return 'Live';
    case 'reconnecting':
      return long && since !== undefined ? `Not updating since ${since}` : 'Reconnecting';
    case 'offline':
      return since === undefined ? 'Offline' : `Offline since ${since}`;
    case 'refused':
      return refusal ?? 'Not available here';
    case 'ended':
      return 'Coverage has ended';
  }
}
