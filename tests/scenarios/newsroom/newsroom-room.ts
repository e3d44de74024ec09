import type { Item } from '../../../src/feed/item.ts';
import { emptyFolder } from '../../services/databases.ts';
import { call, type Answer } from '../../call.ts';
import { TestServer } from '../../server.ts';

/** A server with one feed, for the tests of a file. */
export interface Newsroom {
  readonly server: TestServer;
  readonly feed: string;
  /** The path of the feed's items. */
  readonly items: string;
  /** What readers get, to see that nothing changed. */
  readonly state: () => Promise<string>;
}

/** Opens a newsroom before the tests of this block, and closes it after them. */
export function openNewsroom(): Newsroom {
  const place = emptyFolder();
  const feed = 'newsroom';
  let server: TestServer;

  beforeAll(async () => {
    server = await TestServer.start(place, { trustProxy: ['loopback'] });
    await server.createFeed(feed);
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  return {
    get server() {
      return server;
    },
    feed,
    items: `/api/v1/feeds/${feed}/items`,
    state: async () => (await call(server.url, 'GET', `/api/v1/feeds/${feed}`)).text,
  };
}

export function item(answer: Answer): Item {
  return answer.json['item'] as Item;
}

/** The JSON pointers of every fault an answer names. */
export function faults(answer: Answer): readonly string[] {
  return (answer.json['errors'] as { pointer: string }[]).map(({ pointer }) => pointer).sort();
}
