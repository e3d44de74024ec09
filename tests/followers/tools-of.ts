import type { Tools } from '../../src/followers/kinds/kind.ts';
import type { Item } from '../../src/feed/item.ts';
import type { SafeClient } from '../../src/followers/send/safe-client.ts';
import type { NetworkPost } from '../../src/followers/store/network-posts.ts';

/** What a kind works with, where nothing is kept. */
export function toolsOf(client: SafeClient, item?: Item): Tools {
  const posts = new Map<string, NetworkPost>();
  return {
    client,
    posts: {
      find: async (id) => posts.get(id),
      keep: async (id, post) => void posts.set(id, post),
      drop: async (id) => void posts.delete(id),
    },
    entry: async (_feed, id) => item && { ...item, id },
    languageOf: async () => 'en',
    itemUrl: (feed, id) => `https://news.example/feeds/${feed}/items/${id}`,
  };
}
