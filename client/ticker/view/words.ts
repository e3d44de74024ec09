import type { Status } from '../store/standing.ts';

/** How many updates are new: "3 new updates". */
export function updatesText(count: number): string {
  return count === 1 ? '1 new update' : `${count} new updates`;
}

/** What is said when rows were replaced under a reader, because more was missed than can be had. */
export const jumpedText =
  'You missed more than 2,000 changes: these are the newest items. The ones between are under “Older updates”.';

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
