import type { Tools } from '../../src/followers/kinds/kind.ts';
import type { Item } from '../../src/feed/item.ts';
import type { SafeClient } from '../../src/followers/send/safe-client.ts';
import type { Mark, NetworkPost } from '../../src/followers/store/network-posts.ts';

/** What a kind works with, where nothing is kept. */
export function toolsOf(client: SafeClient, item?: Item): Tools {
  const posts = new Map<string, NetworkPost>();
  const intents = new Map<string, Mark>();
  return {
    client,
    posts: {
      async find(id) {
        const [post, intent] = [posts.get(id), intents.get(id)];
        return {
          ...(post !== undefined && { post }),
          intents: intent === undefined ? [] : [{ ...intent, ageSeconds: 0 }],
        };
      },
      intend: async (id, mark) => void intents.set(id, mark),
      forget: async (id) => void intents.delete(id),
      keep: async (id, post) => void posts.set(id, post),
      async named(id, post) {
        posts.set(id, post);
        intents.delete(id);
      },
      drop: async (id) => void posts.delete(id),
      isReported: async () => false,
    },
    entry: async (_feed, id) => item && { ...item, id },
    languageOf: async () => 'en',
    itemUrl: (feed, id) => `https://news.example/feeds/${feed}/items/${id}`,
  };
}
