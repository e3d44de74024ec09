import type { Browser, Locator, Page } from 'playwright-core';
import { emptyFolder } from '../services/databases.ts';
import { TestServer } from '../server.ts';
import { openBrowser } from './browser.ts';

describe('text that runs the other way', () => {
  const place = emptyFolder();
  let server: TestServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await TestServer.start(place);
    browser = await openBrowser();
    await server.createFeed('en', { lang: 'en' });
    await server.createFeed('ar', { lang: 'ar', title: 'عاصفة فوق الميناء.' });
    await server.createFeed('he', { lang: 'he', title: 'A storm.' });
    const arabic = { headline: 'أُغلقت البوابات.', body: 'كل البوابات مغلقة.\n\n- واحد\n- اثنان' };
    const english = { headline: 'The gates are shut.', body: 'All of them.\n\n- one\n- two' };
    for (const feed of ['en', 'ar', 'he']) {
      await server.publish(feed, { ...arabic, lang: 'ar', key: true });
      await server.publish(feed, { ...arabic, lang: 'ar', dir: 'rtl' });
      await server.publish(feed, arabic);
      await server.publish(feed, english);
    }
  });

  afterAll(async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  async function open(feed: string, width: number, javaScriptEnabled = true): Promise<Page> {
    const viewport = { width, height: 900 };
    const page = await browser.newPage({ viewport, javaScriptEnabled });
    await page.goto(`${server.url}/feeds/${feed}`);
    if (javaScriptEnabled) {
      await page.locator('live-ticker [part=status][data-status=live]').waitFor();
    }
    return page;
  }

  /** Where the last character of an element's text is drawn, and where its text begins and ends. */
  function ends(element: Locator) {
    return element.evaluate((node) => {
      const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      let last: Text | undefined;
      while (texts.nextNode() !== null) last = texts.currentNode as Text;
      if (last === undefined) throw new Error('There is no text.');
      const range = document.createRange();
      range.selectNodeContents(node);
      const all = range.getBoundingClientRect();
      range.setStart(last, last.length - 1);
      range.setEnd(last, last.length);
      const stop = range.getBoundingClientRect();
      return { first: all.left, last: all.right, stopAt: (stop.left + stop.right) / 2 };
    });
  }

  const stopIsOnTheLeft = async (element: Locator) => {
    const { first, last, stopAt } = await ends(element);
    return stopAt - first < last - stopAt;
  };

  const sideways = (page: Page) =>
    page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );

  test.each(['en', 'ar', 'he'])(
    'in a feed of "%s": the full stop stands where its text ends, with a script and without, in lists and titles (U1, U2)',
    async (feed) => {
      for (const withScript of [true, false]) {
        const page = await open(feed, 1280, withScript);
        const headlines = await page.locator('.lt-list .lt-headline').all();
        expect(headlines).toHaveLength(4);
        const sides = await Promise.all(headlines.map(stopIsOnTheLeft));
        // Newest first: the English one, then three of Arabic, said to be so or not.
        expect(sides).toEqual([false, true, true, true]);
        const bullets = page.locator('.lt-list .lt-body ul');
        const directions = await bullets.evaluateAll((all) =>
          all.map((list) => getComputedStyle(list).direction),
        );
        expect(directions).toEqual(['ltr', 'rtl', 'rtl', 'rtl']);
        expect(await stopIsOnTheLeft(page.locator('.site-keys a > span'))).toBe(true);
        expect(await stopIsOnTheLeft(page.locator('h1'))).toBe(feed === 'ar');
        expect(await page.evaluate(() => getComputedStyle(document.body).direction)).toBe(
          feed === 'en' ? 'ltr' : 'rtl',
        );
        await page.context().close();
      }
    },
  );

  test.each([320, 390, 640, 700, 768, 1280])(
    'at %d px: the page does not scroll sideways, and all times stand in one column on the feed’s side (U3)',
    async (width) => {
      for (const feed of ['en', 'ar']) {
        const page = await open(feed, width);
        expect(await sideways(page)).toBe(0);
        const boxes = await page
          .locator('.lt-list .lt-permalink time')
          .evaluateAll((all) =>
            all.map((time) => time.getBoundingClientRect()).map(({ left, right }) => [left, right]),
          );
        const edge = feed === 'en' ? 1 : 0;
        const isColumn = width >= 640;
        const side = isColumn ? edge : 1 - edge;
        for (const box of boxes) {
          expect(Math.round(box[side] ?? 0)).toBe(Math.round(boxes[0]?.[side] ?? -1));
          expect(box[0]).toBeGreaterThanOrEqual(0);
          expect(box[1]).toBeLessThanOrEqual(width);
        }
        await page.context().close();
      }
    },
  );

  test('a name with a sign that turns text leaves the next name as it is (U4)', async () => {
    await server.createFeed('names');
    await server.publish('names', { headline: 'By two', bylines: ['A\u202eB', 'Carol'] });
    const page = await open('names', 1280);
    const carol = page.locator('.lt-byline bdi', { hasText: 'Carol' });
    const { first, stopAt } = await ends(carol);
    const { first: comma } = await ends(page.locator('.lt-byline'));
    // Carol's last letter stands at her name's end, and her name after the other.
    expect(stopAt).toBeGreaterThan(first + 10);
    expect(first).toBeGreaterThan(comma);
    await page.context().close();
  });
});
