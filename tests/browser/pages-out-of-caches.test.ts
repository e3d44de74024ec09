import type { Browser } from 'playwright-core';
import { sharedCaches } from '../faults/shared-caches.ts';
import { TestServer } from '../server.ts';
import { emptyFolder } from '../services/databases.ts';
import { until } from '../until.ts';
import { openBrowser } from './browser.ts';

describe('pages that come out of a cache', () => {
  const place = emptyFolder();
  let server: TestServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await TestServer.start(place);
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  test.each(sharedCaches)(
    'an item’s page open behind $name loses a text that is taken down, and is loaded anew twice at most (C1)',
    async ({ name, start }) => {
      await using proxy = await start(Number(new URL(server.url).port));
      const feed = name.toLowerCase().replaceAll(/[^a-z]+/g, '-');
      await server.createFeed(feed);
      const { item } = await server.publish(feed, { headline: 'A secret', body: 'Not for long.' });
      const page = await browser.newPage();
      let loads = 0;
      page.on('framenavigated', () => (loads += 1));
      const connected = page.waitForEvent('request', (request) =>
        /stream|head$/.test(request.url()),
      );
      const socket = page.waitForEvent('websocket');
      await page.goto(`${proxy.url}/feeds/${feed}/items/${item.id}`);
      expect(await page.textContent('main')).toContain('A secret');
      await Promise.any([connected, socket]);
      const path = `/api/v1/feeds/${feed}/items/${item.id}`;
      await server.call('DELETE', path, { reason: 'It must go.' });
      const holds = async () =>
        /A secret|Not for long/.test(await page.content().catch(() => 'A secret'));
      await until(async () => !(await holds()), 'the text to go', 25_000);
      // What comes after it does not bring it back, nor load the page again and again.
      for (let n = 0; n < 20; n += 1) await server.publish(feed, { headline: `News ${n}` });
      const reader = await browser.newPage();
      await reader.goto(`${proxy.url}/feeds/${feed}`);
      await until(async () => /News 19/.test(await reader.content()), 'the latest');
      expect(await holds()).toBe(false);
      expect(loads).toBeLessThanOrEqual(3);
      await Promise.all([page.close(), reader.close()]);
    },
  );

  test('no browser may draw them stale, or keep them for longer than a second (C11)', async () => {
    await server.createFeed('fresh');
    const { item } = await server.publish('fresh', { headline: 'Now' });
    for (const path of ['/feeds/fresh', `/feeds/fresh/items/${item.id}`, '/api/v1/feeds/fresh']) {
      const { headers } = await fetch(server.url + path);
      const said = (headers.get('cache-control') ?? '').split(', ');
      expect(said).toEqual(
        expect.arrayContaining(['max-age=1', 'stale-while-revalidate=0', 'stale-if-error=60']),
      );
    }
  });
});
