import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../browser/browser.ts';
import { TestServer } from '../server.ts';
import { emptyFolder } from '../services/databases.ts';
import { until } from '../until.ts';
import { Wall } from './wall.ts';

const html = `<!doctype html><html lang="en"><title>A page</title>
<live-ticker feed="f" mode="auto"></live-ticker><script src="/v1/ticker.js"></script></html>`;

/** A real browser behind a proxy that lets less and less through. */
describe('a ticker behind a wall', () => {
  const place = emptyFolder();
  let server: TestServer;
  let browser: Browser;
  let wall: Wall;
  let page: Page;
  let posts = 0;

  beforeAll(async () => {
    server = await TestServer.start(place);
    browser = await openBrowser();
    await server.createFeed('f');
    await post();
  });

  afterAll(async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  beforeEach(async () => {
    wall = await Wall.before(server.url, html);
  });

  afterEach(async () => {
    await page.close();
    await wall[Symbol.asyncDispose]();
  });

  async function post() {
    posts += 1;
    return server.publish('f', { headline: `Post ${posts}` });
  }

  async function open(): Promise<void> {
    page = await browser.newPage();
    // Its time flows, and can be moved on.
    await page.clock.install();
    await page.goto(`${wall.url}/page`);
  }

  const status = () => page.locator('live-ticker [part=status]').textContent();
  const headlines = () => page.locator('live-ticker .lt-list .lt-headline').allTextContents();

  /** Everything that was published is shown, newest first, once. */
  async function isCurrent(): Promise<boolean> {
    const expected = Array.from({ length: posts }, (_, n) => `Post ${posts - n}`);
    const shown = (await headlines()).map((text) => text.trim());
    return (await status()) === 'Live' && shown.join() === expected.join();
  }

  /** Advances the page's clock until the condition holds. */
  async function untilInTime(condition: () => boolean | Promise<boolean>, what: string) {
    await until(async () => {
      await page.clock.runFor(500);
      return condition();
    }, what);
  }

  test('that blocks WebSockets follows the feed by Server-Sent Events, and climbs when it is gone', async () => {
    wall.lets.sockets = false;
    await open();
    await untilInTime(isCurrent, 'the feed by a stream');
    expect([wall.sockets, wall.streams]).toEqual([0, 1]);
    await post();
    await until(isCurrent, 'the next post, live');
    expect(wall.polls).toBe(0);

    wall.lets.sockets = true;
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await until(() => wall.sockets === 1 && wall.streams === 0, 'the socket');
    await post();
    await until(isCurrent, 'the next post, by the socket');
  });

  test('that blocks streams as well follows it by polling, says honestly how it is, and climbs', async () => {
    wall.lets.sockets = false;
    wall.lets.streams = false;
    await open();
    await untilInTime(isCurrent, 'the feed by polling');
    expect([wall.sockets, wall.streams]).toEqual([0, 0]);
    await post();
    const polls = wall.polls;
    await untilInTime(isCurrent, 'the next post, by the next poll');
    expect(wall.polls).toBeGreaterThan(polls);

    wall.lets.requests = false;
    await untilInTime(async () => (await status()) !== 'Live', 'an honest status');
    await post();
    wall.lets.requests = true;
    await untilInTime(isCurrent, 'the feed again');

    wall.lets.streams = true;
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await untilInTime(() => wall.streams === 1, 'the stream');
    wall.lets.sockets = true;
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await untilInTime(() => wall.sockets === 1 && wall.streams === 0, 'the socket');
    await post();
    await until(isCurrent, 'the next post, by the socket');
    const seen = wall.polls;
    await page.clock.runFor(30_000);
    expect(wall.polls).toBe(seen);
  });

  test('loses a text that is taken down, by polling, too', async () => {
    wall.lets.sockets = false;
    wall.lets.streams = false;
    await open();
    const { item } = await post();
    await untilInTime(async () => (await headlines()).includes(`Post ${posts}`), 'the post');
    await server.call('DELETE', `/api/v1/feeds/f/items/${item.id}`, { reason: 'It must go.' });
    await untilInTime(
      async () => !(await page.locator('live-ticker').innerHTML()).includes(`Post ${posts}`),
      'its end',
    );
  });
});
