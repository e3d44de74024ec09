import type { Page } from 'playwright-core';
import { openReadingRoom } from '../reading-room.ts';
import { until } from '../../until.ts';

const room = openReadingRoom();

declare global {
  /** What has moved by itself, or was scrolled smoothly. */
  var moved: string[];
}

/** Notes every animation and transition of the page and its tickers, and every scrolling that is no jump. */
function noteMotion(): void {
  globalThis.moved = [];
  const hear = (root: Node) => {
    for (const name of ['animationstart', 'transitionrun'])
      root.addEventListener(name, ({ type }) => globalThis.moved.push(type), true);
  };
  hear(document);
  const isSmooth = (...how: readonly unknown[]) => JSON.stringify(how).includes('smooth');
  const watch = (where: object, names: readonly string[]) => {
    for (const name of names) {
      const act: unknown = Reflect.get(where, name);
      if (typeof act !== 'function') throw new Error(`There is no ${name}.`);
      Reflect.set(where, name, function (this: unknown, ...args: readonly unknown[]) {
        if (isSmooth(...args)) globalThis.moved.push(name);
        const result: unknown = Reflect.apply(act, this, args);
        if (result instanceof ShadowRoot) hear(result);
        return result;
      });
    }
  };
  watch(globalThis, ['scroll', 'scrollTo', 'scrollBy']);
  watch(Element.prototype, ['attachShadow', 'scroll', 'scrollTo', 'scrollBy', 'scrollIntoView']);
}

/** Two frames later, whatever was to begin has begun. */
const settled = (page: Page) =>
  page.evaluate(() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go))));

test.each(['reduce', 'no-preference'] as const)(
  'nothing moves by itself for a reader who wants less motion: news, breaking news, folds, menus (%s) (R14)',
  async (reducedMotion) => {
    const feed = await room.newFeed();
    const old = await room.publish(feed, 'old', { key: true });
    await room.server.call('PUT', `/api/v1/feeds/${feed}/items/${old.id}/pin`);
    for (let n = 0; n < 12; n += 1)
      await room.publish(feed, `news ${n}`, { body: 'Words. '.repeat(60) });
    const tab = await room.open(feed, async (page) => {
      await page.emulateMedia({ reducedMotion });
      await page.addInitScript(noteMotion);
    });
    const { page } = tab;
    await tab.says('Live');
    await page.locator('live-ticker [part=filter]').first().waitFor();
    await page.evaluate(() => scrollTo(0, 600));
    await room.publish(feed, 'plain');
    await room.publish(feed, 'breaking', { breaking: true });
    await page.locator('live-ticker [part=pill]', { hasText: '2' }).waitFor();
    await settled(page);
    await page.locator('live-ticker [part=pill]').click();
    await until(async () => (await tab.headlines())[0]?.endsWith('breaking') === true, 'the news');
    await page.locator('live-ticker .lt-fold').click();
    await page.locator('live-ticker .lt-acts').first().click();
    await page.keyboard.press('Escape');
    await page.locator('.site-keys a').first().click();
    await settled(page);
    const moved = await page.evaluate(() => globalThis.moved);
    if (reducedMotion === 'reduce') expect(moved).toEqual([]);
    // Otherwise news are marked as they come, which shows that motion would be seen.
    else await until(() => page.evaluate(() => globalThis.moved.length > 0), 'the mark');
    const scrolling = await page.evaluate(
      () => getComputedStyle(document.documentElement).scrollBehavior,
    );
    expect(scrolling).toBe('auto');
  },
);

describe('for a reader who saves data (R14)', () => {
  const saveData = () =>
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } });

  async function openSaving(feed: string, saves = true) {
    const asked: string[] = [];
    const tab = await room.open(feed, async (page) => {
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      if (!saves) return;
      await page.setExtraHTTPHeaders({ 'Save-Data': 'on' });
      await page.addInitScript(saveData);
    });
    await tab.says('Live');
    return { asked, tab };
  }

  test('the reader’s tools and the tempo are loaded when the reader wants them, pictures when they are near', async () => {
    const feed = await room.newFeed();
    const image = { url: `${room.server.url}/p.png`, alt: 'P', width: 30, height: 20 };
    const video = 'https://www.youtube.com/watch?v=dQw4w9WgXcQ';
    for (let n = 0; n < 5; n += 1) await room.publish(feed, `news ${n}`, { image, body: video });
    const usual = await openSaving(feed, false);
    const comforts = ['/v1/reading.js', `/api/v1/feeds/${feed}/tempo`];
    const hasAll = () => comforts.every((path) => usual.asked.includes(path));
    await until(hasAll, 'all of it, for everybody else');

    const { asked, tab } = await openSaving(feed);
    const { page } = tab;
    await room.publish(feed, 'something new', { image });
    await tab.shows('something new', 'news 4', 'news 3', 'news 2', 'news 1', 'news 0');
    expect(comforts.filter((path) => asked.includes(path))).toEqual(['/v1/reading.js']);
    // A picture that a script draws is loaded at once if it has its address before it is lazy.
    const pictures = await page.locator('live-ticker img').evaluateAll((all) =>
      all.map((one) =>
        one
          .getAttributeNames()
          .filter((name) => /loading|src/.test(name))
          .join(),
      ),
    );
    expect(pictures).toEqual(Array(6).fill('loading,src'));
    await page.locator('.site-replay > summary').click();
    await until(() => asked.includes(comforts[1] ?? ''), 'the tempo');
  });

  test('the tools come when the reader touches the ticker, and nothing moves', async () => {
    const feed = await room.newFeed();
    for (let n = 0; n < 5; n += 1) await room.publish(feed, `news ${n}`);
    const { asked, tab } = await openSaving(feed);
    await settled(tab.page);
    expect(asked).not.toContain('/v1/reading.js');
    const place = () => tab.page.locator('live-ticker .lt-item').nth(3).boundingBox();
    const before = await place();
    await tab.page.locator('live-ticker .lt-item').nth(1).click();
    await tab.page.locator('live-ticker [part=filter]').first().waitFor();
    expect((await place())?.y).toBeCloseTo(before?.y ?? 0, 0);
  });

  test('the tools come by keyboard, too', async () => {
    const feed = await room.newFeed();
    await room.publish(feed, 'one');
    const { asked, tab } = await openSaving(feed);
    expect(asked).not.toContain('/v1/reading.js');
    await tab.page.locator('live-ticker [part=pause]').focus();
    await tab.page.locator('live-ticker [part=filter]').first().waitFor();
  });
});
