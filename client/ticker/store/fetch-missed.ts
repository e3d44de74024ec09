import type { LogHead } from '../../../src/feed/wire.ts';
import type { FetchMissed } from './gap-fill.ts';
import { jsonOf } from '../connect/open-polling.ts';
import { changesBetween } from '../connect/poll-feed.ts';

/** 32 segments, which caches keep: a night of a busy feed. A reader that missed more gets a new snapshot. */
const maxMissed = 2_048;
const answerMs = 30_000;

/** Fetches what a reader missed from the log's segments; an empty list when the reader has not begun to read. */
export function fetchMissedFrom(
  server: string,
  feed: string,
  hasBegun: () => boolean = () => true,
): FetchMissed {
  return async (at) => {
    if (!hasBegun()) return [];
    const get = jsonOf(server, feed, AbortSignal.timeout(answerMs));
    const head = (await get('/head')) as LogHead | undefined;
    if (head?.epoch !== at.epoch || head.seq - at.seq > maxMissed) return undefined;
    return changesBetween(get, at, head);
  };
}
