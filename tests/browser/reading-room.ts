import type { Browser, Page } from 'playwright-core';
import type { Item } from '../../src/feed/item.ts';
import { call } from '../call.ts';
import { Cable } from '../faults/cable.ts';
import { TestServer } from '../server.ts';
import { emptyFolder } from '../services/databases.ts';
import { openBrowser } from './browser.ts';
import { Tab } from './tab.ts';

/** A server, a cable to it and a browser, for the tests of a file. */
export interface ReadingRoom {
  readonly server: TestServer;
  /** What the tabs come by. */
  readonly cable: Cable;
  readonly newFeed: () => Promise<string>;
  readonly addressOf: (feed: string) => string;
  /** A feed's page as a cache would keep it. */
  readonly copyOf: (feed: string) => Promise<Copy>;
  readonly open: (feed: string, prepare?: (page: Page) => Promise<unknown>) => Promise<Tab>;
  readonly publish: (feed: string, headline: string, more?: object) => Promise<Item>;
  readonly correct: (feed: string, item: Item, headline: string) => Promise<void>;
  readonly takeDown: (feed: string, item: Item) => Promise<void>;
  /** How many readers the server has. */
  readonly readers: () => Promise<number>;
}

interface Copy {
  readonly body: string;
  readonly headers: Record<string, string>;
}

/** Opens the room before the tests of this block, and closes it after them; the tabs, after each. */
export function openReadingRoom(open: () => Promise<Browser> = openBrowser): ReadingRoom {
  const place = emptyFolder();
  const tabs: Tab[] = [];
  let server: TestServer;
  let cable: Cable;
  let browser: Browser;
  let feeds = 0;

  beforeAll(async () => {
    server = await TestServer.start(place);
    cable = await Cable.to(Number(new URL(server.url).port));
    browser = await open();
  });

  afterEach(async () => {
    cable.putIn();
    await Promise.all(tabs.splice(0).map((tab) => tab.close()));
  });

  afterAll(async () => {
    await browser.close();
    await cable[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  const itemPath = (feed: string, { id }: Item) => `/api/v1/feeds/${feed}/items/${id}`;
  const addressOf = (feed: string) => `http://127.0.0.1:${cable.port}/feeds/${feed}`;
  return {
    get server() {
      return server;
    },
    get cable() {
      return cable;
    },
    addressOf,
    newFeed: async () => {
      feeds += 1;
      await server.createFeed(`feed-${feeds}`);
      return `feed-${feeds}`;
    },
    copyOf: async (feed) => {
      const response = await fetch(addressOf(feed));
      return { body: await response.text(), headers: Object.fromEntries(response.headers) };
    },
    open: async (feed, prepare) => {
      const tab = await Tab.open(browser, addressOf(feed), prepare);
      tabs.push(tab);
      return tab;
    },
    publish: async (feed, headline, more = {}) =>
      (await server.publish(feed, { headline, ...more })).item,
    correct: async (feed, item, headline) => {
      const body = { kind: 'correct', headline, note: 'It was not so.' };
      await server.call('PATCH', itemPath(feed, item), body, { 'if-match': `"${item.rev}"` });
    },
    takeDown: async (feed, item) => {
      await server.call('DELETE', itemPath(feed, item), { reason: 'It must go.' });
    },
    readers: async () => {
      const { text } = await call(server.url, 'GET', '/metrics');
      return Number(/^dateline_connections (\d+)$/m.exec(text)?.[1]);
    },
  };
}
