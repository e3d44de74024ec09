import type { Announcement } from './bus.ts';
import type { Change } from '../feed/change.ts';
import { isSlug } from '../feed/feed-info.ts';

const shards = 16;

/**
 * The Redis channels: a feed's is `dateline:{hash(feed) % 16}`, so that a process needs 16 subscriptions
 * however many feeds there are, and a cluster can still spread them.
 */
export const channels = {
  all: Array.from({ length: shards }, (_, shard) => `dateline:${shard}`),
  probe: 'dateline:probe',
};

export function channelOf(feed: string): string {
  let hash = 0;
  for (let i = 0; i < feed.length; i += 1) hash = (hash * 31 + feed.charCodeAt(i)) >>> 0;
  return `dateline:${hash % shards}`;
}

/**
 * What a message says, or undefined for one that is none of ours. A change in it is checked for its place
 * only: the hub accepts it by tag, and the tag is the log's.
 */
export function parseAnnouncement(message: string): Announcement | undefined {
  try {
    const said: unknown = JSON.parse(message);
    if (typeof said !== 'object' || said === null || !('feed' in said) || !isSlug(said.feed)) {
      return undefined;
    }
    const { feed } = said;
    if (!('change' in said)) return { feed };
    return isPlaced(said.change, feed) ? { feed, change: said.change } : undefined;
  } catch {
    return undefined;
  }
}

function isPlaced(change: unknown, feed: string): change is Change {
  if (typeof change !== 'object' || change === null) return false;
  const row = change as Record<string, unknown>;
  return (
    row['feed'] === feed &&
    Number.isSafeInteger(row['seq']) &&
    ['epoch', 'tag', 'prev', 'kind', 'at'].every((name) => typeof row[name] === 'string')
  );
}
