import type { Browser, Page } from 'playwright-core';
import { TestServer } from '../../server.ts';
import { emptyFolder } from '../../services/databases.ts';
import { openBrowser } from '../browser.ts';
import { HostSite } from './host-site.ts';

/** A server with a feed, somebody else's site, and a browser. */
export interface EmbedRoom {
  readonly server: TestServer;
  readonly host: HostSite;
  readonly browser: Browser;
  /** Opens a page of the site with this in its body. */
  readonly open: (body: string, script?: boolean) => Promise<Page>;
  /** What the page and its frames have complained about. */
  readonly complaints: readonly string[];
}

export function openEmbedRoom(): EmbedRoom {
  const place = emptyFolder();
  const complaints: string[] = [];
  const pages: Page[] = [];
  let server: TestServer;
  let host: HostSite;
  let browser: Browser;

  beforeAll(async () => {
    server = await TestServer.start(place, { publisher: { name: 'The Meridian' } });
    host = await HostSite.open();
    browser = await openBrowser();
  });

  afterEach(async () => {
    complaints.length = 0;
    await Promise.all(pages.splice(0).map((page) => page.context().close()));
  });

  afterAll(async () => {
    await browser.close();
    await host[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  return {
    get server() {
      return server;
    },
    get host() {
      return host;
    },
    get browser() {
      return browser;
    },
    complaints,
    open: async (body, javaScriptEnabled = true) => {
      const context = await browser.newContext({
        locale: 'en-GB',
        javaScriptEnabled,
        // A server of this machine counts as one of another network.
        permissions: ['local-network-access'],
      });
      const page = await context.newPage();
      pages.push(page);
      page.on('console', (said) => {
        // A strict policy of the site refuses the empty icon, too.
        const isIcon = said.text().includes("'data:,'");
        if (said.type() === 'error' && !isIcon) complaints.push(said.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(host.page(body));
      return page;
    },
  };
}
