import type { Words } from '../../../src/feed/words/words.ts';
import type { Status } from '../store/standing.ts';

/** For this long a lost connection is shown as "Reconnecting", without a time. */
export const momentMs = 10_000;

/**
 * The text of the status line. `since`: the clock time up to which the feed is known. `long`: that time is more than a
 * moment ago.
 */
export function statusText(
  words: Words,
  status: Status,
  { since, long, refusal }: { since?: string; long: boolean; refusal?: string },
): string {
  switch (status) {
    case 'idle':
    case 'connecting':
      return words.connecting;
    case 'live':
      return words.live;
    case 'reconnecting':
      return long && since !== undefined
        ? words.notUpdatingSince.replace('{time}', since)
        : words.reconnecting;
    case 'offline':
      return since === undefined ? words.offline : words.offlineSince.replace('{time}', since);
    case 'refused':
      return refusal ?? words.refused;
    case 'ended':
      return words.ended;
  }
}
