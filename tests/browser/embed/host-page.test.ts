import type { Page } from 'playwright-core';
import { flatPicture } from '../../pictures-of-tests.ts';
import { until } from '../../until.ts';
import { uploadTo } from '../../upload-to.ts';
import { openEmbedRoom } from './embed-room.ts';

describe('on a page of another site', () => {
  const room = openEmbedRoom();
  const opened: Page[] = [];
  let feeds = 0;
  let upload: ReturnType<typeof uploadTo> | undefined;

  afterEach(() => Promise.all(opened.splice(0).map((page) => page.context().close())));

  /** A feed with a picture of the server in its newest item. */
  async function newFeed(): Promise<string> {
    feeds += 1;
    const feed = `feed-${feeds}`;
    const { server } = room;
    await server.createFeed(feed);
    for (let n = 1; n <= 6; n += 1) {
      await server.publish(feed, { headline: `News ${n}`, body: 'Some words of it. '.repeat(20) });
    }
    upload ??= uploadTo(server, await flatPicture('png', 800, 500));
    const { url } = await upload;
    const image = { url, alt: 'A map', width: 800, height: 500 };
    await server.publish(feed, { headline: 'With a picture', image });
    return feed;
  }

  async function newPage(width: number): Promise<Page> {
    const context = await room.browser.newContext({
      viewport: { width, height: 844 },
      permissions: ['local-network-access'],
    });
    const page = await context.newPage();
    opened.push(page);
    return page;
  }

  /** The page of a site with this policy, what its console says, and the directives that something broke. */
  async function openUnder(policy: string) {
    const feed = await newFeed();
    const page = await newPage(1280);
    const said: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'warning') said.push(message.text());
    });
    await page.addInitScript(() => {
      const broken: string[] = ((globalThis as unknown as Broken).broken = []);
      addEventListener('securitypolicyviolation', ({ blockedURI, effectiveDirective }) => {
        // The empty icon of the test's pages.
        if (blockedURI !== 'data') broken.push(effectiveDirective);
      });
    });
    room.host.policy = policy;
    const script = `<script src="${room.server.url}/v1/ticker.js" defer></script>`;
    const ticker = `<live-ticker feed="${feed}"></live-ticker>`;
    await page.goto(room.host.page(ticker + ticker + script));
    await page.locator('[part=status]', { hasText: 'Live' }).first().waitFor();
    return {
      page,
      said,
      broken: () => page.evaluate(() => (globalThis as unknown as Broken).broken),
    };
  }

  test('the console says once, with the cure, what its policy keeps from the ticker (H5, R17)', async () => {
    const { url } = room.server;
    const { said, broken } = await openUnder(
      `default-src 'none'; script-src ${url}; connect-src ${url}`,
    );
    await until(async () => (await broken()).includes('img-src'), 'the picture to be refused');
    const needs = (origin: string, directive: string) =>
      `<live-ticker>: the page's Content-Security-Policy needs ${origin} in its ${directive}.`;
    await until(() => said.length >= 2, 'the console to say both');
    expect(said.toSorted()).toEqual(
      [needs(url, 'img-src'), needs(url.replace('http', 'ws'), 'connect-src')].toSorted(),
    );
  });

  test('the ticker needs no more of its policy than what the documents name (H5, R17)', async () => {
    const { url } = room.server;
    const socket = url.replace('http', 'ws');
    const { page, said, broken } = await openUnder(
      `default-src 'none'; script-src ${url}; connect-src ${url} ${socket}; img-src ${url}`,
    );
    const picture = page.locator('live-ticker img').first();
    await until(
      () => picture.evaluate((image: HTMLImageElement) => image.naturalWidth > 0),
      'the picture',
    );
    expect(said).toEqual([]);
    expect(await broken()).toEqual([]);
  });

  test('the ticker leaves no cookie and no storage, and asks nobody but its server (R20)', async () => {
    const feed = await newFeed();
    const { url } = room.server;
    const video = 'https://www.youtube.com/watch?v=dQw4w9WgXcQ';
    await room.server.publish(feed, { headline: 'With a film', body: `See:\n\n${video}` });
    const page = await newPage(1280);
    const strangers: string[] = [];
    page.on('request', (request) => {
      const { origin } = new URL(request.url());
      if (origin !== url && origin !== room.host.origin && origin !== 'null')
        strangers.push(origin);
    });
    room.host.policy = "default-src * data: 'unsafe-inline'";
    const layouts = ['', 'layout="rail"', 'layout="bar"'];
    const tickers = layouts.map((layout) => `<live-ticker feed="${feed}" ${layout}></live-ticker>`);
    await page.goto(
      room.host.page(`${tickers.join('')}<script src="${url}/v1/ticker.js"></script>`),
    );
    await page.locator('[part=status]', { hasText: 'Live' }).nth(2).waitFor();
    await room.server.publish(feed, { headline: 'News that break', breaking: true });
    await page.locator('.lt-headline', { hasText: 'News that break' }).first().waitFor();
    expect(strangers).toEqual([]);
    expect(await page.context().cookies()).toEqual([]);
    const { origins } = await page.context().storageState({ indexedDB: true });
    expect(origins).toEqual([]);
  });

  test.each([
    ['a bar above an article', 'layout="bar" style="display: block; min-block-size: 4.5em"', 390],
    ['a bar above an article', 'layout="bar" style="display: block; min-block-size: 3em"', 1280],
    ['a feed above an article', 'style="display: block; min-block-size: 100vh"', 390],
    ['a feed above an article', 'style="display: block; min-block-size: 100vh"', 1280],
    ['a rail beside an article', 'layout="rail"', 1280],
  ])(
    '%s, as documented (%s), moves nothing when it fills, %d px wide (H6)',
    async (name, attributes, width) => {
      const feed = await newFeed();
      const page = await newPage(width);
      room.host.policy = "default-src * data: 'unsafe-inline'";
      let give: () => void = () => undefined;
      const isGiven = new Promise<void>((resolve) => (give = resolve));
      await page.route('**/v1/ticker.js', async (route) => {
        await isGiven;
        await route.continue();
      });
      const ticker = `<live-ticker feed="${feed}" ${attributes}></live-ticker>`;
      const article = `<article><h1>Theirs</h1>${'<p>Words of the article.</p>'.repeat(30)}</article>`;
      const isBeside = name.includes('beside');
      const style = '<style>.beside { display: grid; grid-template-columns: 1fr 300px }</style>';
      const body = isBeside ? article + ticker : ticker + article;
      const script = `<script src="${room.server.url}/v1/ticker.js" defer></script>`;
      await page.goto(
        room.host.page(`${style}<main class="${isBeside ? 'beside' : ''}">${body}</main>${script}`),
        { waitUntil: 'commit' },
      );
      await page.locator('article p').last().waitFor();
      // The article has been painted before the ticker comes.
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => setTimeout(done))),
      );
      give();
      await page.locator('[part=status]', { hasText: 'Live' }).waitFor();
      await page.locator('live-ticker .lt-headline').first().waitFor();
      const shift = await page.evaluate(
        () =>
          new Promise<number>((done) => {
            let sum = 0;
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) sum += (entry as unknown as Shift).value;
            }).observe({ type: 'layout-shift', buffered: true });
            requestAnimationFrame(() => setTimeout(() => done(sum)));
          }),
      );
      expect(shift).toBeLessThanOrEqual(0.02);
    },
  );
});

interface Broken {
  broken: string[];
}

interface Shift {
  readonly value: number;
}
