import type { Change } from '../../../../src/feed/change.ts';
import { samePosition, type Position } from '../../../../src/feed/position.ts';
import {
  segmentChanges,
  type LogHead,
  type LogSegment,
  type ResetReason,
  type SnapshotMessage,
} from '../../../../src/feed/messages.ts';
import type { Arrival } from '../road.ts';

/** A reader that is further behind fetches the snapshot, which is smaller than the changes. */
const maxBehind = 256;

/** Gets JSON below a feed's address. Undefined for 404 and 410; rejects for any other failure. */
export type GetJson = (path: string, cache?: RequestCache) => Promise<unknown>;

/**
 * Gets what a reader at a position is missing, from `head` and the log's segments. Each change must name the tag before
 * it, because caches may have old answers, or changes that were rolled back. `insists`: earlier answers were behind the
 * reader, so this one is taken as it is.
 */
export async function pollFeed(
  get: GetJson,
  feed: string,
  at: Position | undefined,
  insists: boolean,
): Promise<readonly Arrival[]> {
  if (at === undefined) return startAnew(get, feed);
  const head = (await get('/head')) as LogHead | undefined;
  if (head === undefined) return unknown(feed);
  if (samePosition(head, at)) return [sync(feed, head, [])];
  if (head.epoch !== at.epoch) return startAnew(get, feed, head, 'epoch');
  // The answer of a cache, or another history. The reader compares it with its own changes, and asks again if needed.
  if (head.seq <= at.seq) {
    return insists ? startAnew(get, feed, head, 'fork') : [sync(feed, head, [])];
  }
  if (head.seq - at.seq > maxBehind) return startAnew(get, feed, head, 'gap');
  const changes = await changesBetween(get, at, head);
  if (changes === undefined) return startAnew(get, feed, head, 'fork');
  const last = changes.at(-1) ?? at;
  return [sync(feed, last.seq > head.seq ? last : head, changes)];
}

/** The changes from a position up to `head`, or further; undefined when they do not follow the position. */
export async function changesBetween(get: GetJson, at: Position, head: LogHead) {
  const changes: Change[] = [];
  let last = at;
  for (let n = Math.floor(at.seq / segmentChanges); n * segmentChanges < head.seq; n += 1) {
    const path = `/log/${head.epoch}/${n}?v=${head.scrubbed}`;
    const segment = (await get(path)) as LogSegment | undefined;
    for (const change of segment?.changes ?? []) {
      if (change.seq <= at.seq) continue;
      if (change.prev !== last.tag) return undefined;
      changes.push(change);
      last = change;
    }
  }
  return changes;
}

async function startAnew(get: GetJson, feed: string, head?: LogHead, reset?: ResetReason) {
  const snapshot = (await get('', 'no-cache')) as SnapshotMessage | undefined;
  if (snapshot === undefined) return unknown(feed);
  const arrivals: Arrival[] = [
    { event: 'snapshot', body: reset ? { ...snapshot, reset } : snapshot },
  ];
  if (head !== undefined && head.seq > snapshot.seq) arrivals.push(sync(feed, head, []));
  return arrivals;
}

function sync(feed: string, { epoch, seq, tag }: Position, changes: readonly Change[]): Arrival {
  return { event: 'sync', body: { feed, epoch, seq, tag, changes } };
}

function unknown(feed: string): readonly Arrival[] {
  const message = `There is no feed "${feed}".`;
  return [{ event: 'refused', body: { feed, code: 'unknown_feed', message, retry: false } }];
}
