import type { Browser, Page } from 'playwright-core';
import { call } from '../../call.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder } from '../../services/databases.ts';
import { openBrowser } from '../browser.ts';
import { PackedTicker } from './packed-ticker.ts';

/** A server with the feed `storm`, the packed ticker, and a browser, for the tests of a file. */
export interface PackageRoom {
  readonly server: TestServer;
  readonly packed: PackedTicker;
  readonly open: (url: string) => Promise<Page>;
  /** How many connections readers have to the server. */
  readonly connections: () => Promise<number>;
  /** What pages have complained about. */
  readonly complaints: readonly string[];
}

export function openPackageRoom(): PackageRoom {
  const place = emptyFolder();
  const complaints: string[] = [];
  const pages: Page[] = [];
  let server: TestServer;
  let browser: Browser;
  let packed: PackedTicker;

  beforeAll(async () => {
    server = await TestServer.start(place);
    await server.createFeed('storm');
    await server.publish('storm', { headline: 'Gates shut' });
    packed = await PackedTicker.install();
    browser = await openBrowser();
  });

  afterEach(async () => {
    complaints.length = 0;
    await Promise.all(pages.splice(0).map((page) => page.context().close()));
  });

  afterAll(async () => {
    await browser.close();
    packed[Symbol.dispose]();
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  return {
    get server() {
      return server;
    },
    get packed() {
      return packed;
    },
    complaints,
    open: async (url) => {
      // A server of this machine counts as one of another network.
      const context = await browser.newContext({ permissions: ['local-network-access'] });
      const page = await context.newPage();
      pages.push(page);
      page.on('console', (said) => {
        if (['warning', 'error'].includes(said.type())) complaints.push(said.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(url);
      return page;
    },
    connections: async () => {
      const { text } = await call(server.url, 'GET', '/metrics');
      return Number(/^dateline_connections (\d+)$/m.exec(text)?.[1]);
    },
  };
}
