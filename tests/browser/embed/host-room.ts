import type { Browser, Page } from 'playwright-core';
import { emptyFolder } from '../../services/databases.ts';
import { TestServer } from '../../server.ts';
import { openBrowser } from '../browser.ts';
import { HostSite } from './host-site.ts';

/** A server, and pages of another site that embed its ticker, for the tests of a file. */
export interface HostRoom {
  readonly server: TestServer;
  readonly newFeed: () => Promise<string>;
  /** Opens a page of the site with this in its body, and the script after it. `hear`: what the console says. */
  readonly open: (body: string, hear?: (text: string) => void) => Promise<Page>;
}

/** Opens the room before the tests of this block, and closes it after them; the pages, after each. */
export function openHostRoom(): HostRoom {
  const place = emptyFolder();
  const pages: Page[] = [];
  let server: TestServer;
  let browser: Browser;
  let site: HostSite;
  let feeds = 0;

  beforeAll(async () => {
    server = await TestServer.start(place);
    browser = await openBrowser();
    site = await HostSite.open();
    // Their themes are written into their pages here.
    site.policy = "default-src * 'unsafe-inline' data:";
  });

  afterEach(async () => {
    await Promise.all(pages.splice(0).map((page) => page.close()));
  });

  afterAll(async () => {
    await browser.close();
    await site[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  return {
    get server() {
      return server;
    },
    newFeed: async () => {
      feeds += 1;
      await server.createFeed(`feed-${feeds}`);
      return `feed-${feeds}`;
    },
    open: async (body, hear = () => undefined) => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      pages.push(page);
      page.on('console', (message) => hear(message.text()));
      await page.goto(site.page(`${body}<script src="${server.url}/v1/ticker.js"></script>`));
      return page;
    },
  };
}
