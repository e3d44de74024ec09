import type { Position } from '../../../src/feed/position.ts';
import type { Snapshot } from '../../../src/feed/snapshot.ts';
import { emptyFolder } from '../../services/databases.ts';
import { call } from '../../call.ts';
import { TestServer } from '../../server.ts';

/** A server for the tests of a file, and feeds as they need them. */
export interface StreamRoom {
  readonly server: TestServer;
  /** Creates a feed and returns its slug. */
  readonly newFeed: (more?: object) => Promise<string>;
  readonly snapshotOf: (feed: string) => Promise<Snapshot>;
}

/** The id an event at this position has. */
export function idOf({ epoch, seq, tag }: Position): string {
  return `${epoch}:${seq}:${tag}`;
}

/** Opens a server before the tests of this block, and closes it after them. */
export function openStreams(): StreamRoom {
  const place = emptyFolder();
  let server: TestServer;
  let count = 0;

  beforeAll(async () => {
    server = await TestServer.start(place);
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  return {
    get server() {
      return server;
    },
    newFeed: async (more = {}) => {
      count += 1;
      await server.createFeed(`feed-${count}`, more);
      return `feed-${count}`;
    },
    snapshotOf: async (feed) =>
      (await call(server.url, 'GET', `/api/v1/feeds/${feed}`)).json as unknown as Snapshot,
  };
}
