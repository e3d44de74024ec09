const shards = 16;

/**
 * The Redis channels: a feed's is `dateline:{hash(feed) % 16}`, so that a process needs 16 subscriptions
 * however many feeds there are, and a cluster can still spread them.
 */
export const channels = {
  all: Array.from({ length: shards }, (_, shard) => `dateline:${shard}`),
  notices: 'dateline:notices',
};

export function channelOf(feed: string): string {
  let hash = 0;
  for (let i = 0; i < feed.length; i += 1) hash = (hash * 31 + feed.charCodeAt(i)) >>> 0;
  return `dateline:${hash % shards}`;
}
