import type { Change } from '../../../../src/feed/change.ts';
import type { Position } from '../../../../src/feed/position.ts';
import type { LogHead } from '../../../../src/feed/messages.ts';
import { jsonOf } from './open-polling.ts';
import { changesBetween } from './poll-feed.ts';

/**
 * Fetches the changes after a position, for a reader that missed more than the server sends. An empty list: nobody has
 * begun to read, so the view may be replaced. Undefined: the changes cannot be fetched, or are too many.
 */
export type FetchMissed = (at: Position) => Promise<readonly Change[] | undefined>;

/** 32 segments, which caches keep: a night of a busy feed. A reader that missed more gets a new snapshot. */
const maxMissed = 2_048;
const answerMs = 30_000;

/** Fetches what a reader missed from the log's segments. */
export async function fetchMissed(
  server: string,
  feed: string,
  at: Position,
  token?: string | null,
): Promise<readonly Change[] | undefined> {
  const get = jsonOf(server, feed, AbortSignal.timeout(answerMs), token);
  const head = (await get('/head')) as LogHead | undefined;
  if (head?.epoch !== at.epoch || head.seq - at.seq > maxMissed) return undefined;
  return changesBetween(get, at, head);
}
