import type { Page } from 'playwright-core';
import { until } from '../until.ts';
import { openReadingRoom } from './reading-room.ts';
import type { Tab } from './tab.ts';

describe('a reader’s place', () => {
  const room = openReadingRoom();

  /** As in browsers without scroll anchoring. */
  const withoutAnchoring = (page: Page) =>
    page.addInitScript(() => {
      const style = new CSSStyleSheet();
      style.replaceSync('* { overflow-anchor: none !important }');
      document.adoptedStyleSheets = [style];
    });

  const fill = async (feed: string, count = 20) => {
    const items = [];
    for (let n = 1; n <= count; n += 1) {
      items.push(await room.publish(feed, `Headline ${n}`, { body: 'Words. '.repeat(60) }));
    }
    return items;
  };

  const rowOf = (tab: Tab, headline: string) =>
    tab.page.locator('live-ticker .lt-list > li', {
      has: tab.page.getByText(headline, { exact: true }),
    });

  /** Where a row stands in the window, in whole pixels. */
  async function topOf(tab: Tab, headline: string): Promise<number> {
    return rowOf(tab, headline).evaluate((row) => Math.round(row.getBoundingClientRect().top));
  }

  async function goDown(tab: Tab, headline: string): Promise<void> {
    await rowOf(tab, headline).evaluate((row) =>
      scrollBy(0, row.getBoundingClientRect().top - 100),
    );
  }

  const pin = (feed: string, id: string, method: 'PUT' | 'DELETE' = 'PUT') =>
    room.server.call(method, `/api/v1/feeds/${feed}/items/${id}/pin`);

  const offline = async (tab: Tab, isOffline: boolean) => {
    await tab.page.context().setOffline(isOffline);
    const isCut = async () => (await tab.status())?.startsWith('Offline') === true;
    if (isOffline) await until(isCut, 'the cut to be seen');
    else await tab.says('Live');
  };

  test('is kept through 560 updates missed offline, each counted and to be had (P1, R1)', async () => {
    const feed = await room.newFeed();
    await fill(feed);
    const tab = await room.open(feed);
    await tab.says('Live');
    await goDown(tab, 'Headline 8');
    const before = await topOf(tab, 'Headline 8');
    await offline(tab, true);
    // An instance remembers 512 changes, and at times twice as many.
    await room.server.publishMany(feed, 1_060);
    await offline(tab, false);
    expect(await topOf(tab, 'Headline 8')).toBe(before);
    expect(await tab.page.locator('live-ticker [part=pill]').textContent()).toBe(
      '1,060 new updates',
    );
    await tab.reveal();
    const counted = tab.page.locator('live-ticker .lt-list > li[aria-setsize="1080"]');
    await until(async () => (await counted.count()) > 4, 'the rows');
  });

  test.each(['with', 'without'])(
    'is kept when pictures of unknown size come late, %s scroll anchoring (P2)',
    async (anchoring) => {
      const feed = await room.newFeed();
      const items = await fill(feed);
      let give: () => void = () => undefined;
      const given = new Promise<void>((resolve) => (give = resolve));
      const tab = await room.open(feed, async (page) => {
        if (anchoring === 'without') await withoutAnchoring(page);
        await page.route('https://pictures.example/**', async (route) => {
          await given;
          const body = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="900"/>';
          await route.fulfill({ body, contentType: 'image/svg+xml' });
        });
      });
      await tab.says('Live');
      await goDown(tab, 'Headline 14');
      const before = await topOf(tab, 'Headline 14');
      const above = items[16];
      const body = 'See:\n\n![A map](https://pictures.example/map.svg)\n\nThere.';
      await room.server.call(
        'PATCH',
        `/api/v1/feeds/${feed}/items/${above?.id}`,
        { kind: 'edit', body },
        { 'if-match': '"1"' },
      );
      const picture = tab.page.locator('live-ticker img');
      await picture.waitFor({ state: 'attached' });
      expect(Math.abs((await topOf(tab, 'Headline 14')) - before)).toBeLessThanOrEqual(1);
      const height = await picture.evaluate((image) => image.getBoundingClientRect().height);
      give();
      await picture.evaluate((image: HTMLImageElement) => {
        image.loading = 'eager';
        return image.decode();
      });
      expect(Math.abs((await topOf(tab, 'Headline 14')) - before)).toBeLessThanOrEqual(1);
      expect(await picture.evaluate((image) => image.getBoundingClientRect().height)).toBe(height);
    },
  );

  test.each(['with', 'without'])(
    'is kept at the top, and further down, when an item is pinned, another, and none, %s scroll anchoring (P3)',
    async (anchoring) => {
      const feed = await room.newFeed();
      const items = await fill(feed);
      const prepare = anchoring === 'without' ? withoutAnchoring : undefined;
      const tab = await room.open(feed, prepare);
      await tab.says('Live');
      const pinned = tab.page.locator('live-ticker .lt-pinned article');
      for (const headline of ['Headline 20', 'Headline 19', 'Headline 12']) {
        if (headline !== 'Headline 20') await goDown(tab, headline);
        const before = await topOf(tab, headline);
        const isKept = async () => {
          expect(Math.abs((await topOf(tab, headline)) - before)).toBeLessThanOrEqual(1);
        };
        await pin(feed, items[3]?.id ?? '');
        await pinned.getByText('Headline 4').waitFor({ state: 'attached' });
        await isKept();
        await room.correct(feed, items[3] as (typeof items)[number], 'Headline 4');
        await pin(feed, items[4]?.id ?? '');
        await pinned.getByText('Headline 5').waitFor({ state: 'attached' });
        await isKept();
        await pin(feed, items[4]?.id ?? '', 'DELETE');
        await pinned.waitFor({ state: 'detached' });
        await isKept();
      }
    },
  );

  test.each([0, 900])(
    'is kept when the feed’s title grows and shrinks, %d px down, without scroll anchoring (P4)',
    async (down) => {
      const feed = await room.newFeed();
      await fill(feed);
      const tab = await room.open(feed, withoutAnchoring);
      await tab.says('Live');
      await tab.page.evaluate((y) => scrollTo(0, y), down);
      const headline = down === 0 ? 'Headline 20' : 'Headline 17';
      const before = await topOf(tab, headline);
      const h1 = tab.page.locator('h1');
      for (const title of ['A title that is long. '.repeat(8).trim(), 'Short']) {
        await room.server.call('PATCH', `/api/v1/feeds/${feed}`, { title });
        await until(async () => (await h1.textContent()) === title, 'the title');
        expect(Math.abs((await topOf(tab, headline)) - before)).toBeLessThanOrEqual(1);
      }
    },
  );

  test('named by the address is below the bar that stays in sight (P5)', async () => {
    const feed = await room.newFeed();
    const items = await fill(feed);
    const tab = await room.open(feed);
    await tab.says('Live');
    const address = `${room.addressOf(feed)}#item-${items[8]?.id}`;
    for (const width of [1280, 390]) {
      await tab.page.setViewportSize({ width, height: 800 });
      await tab.page.goto('about:blank');
      await tab.page.goto(address);
      await tab.says('Live');
      await until(() => tab.page.evaluate(() => scrollY > 0), 'the jump');
      const bar = await tab.page.locator('live-ticker [part=bar]').boundingBox();
      const article = tab.page.locator(`#item-${items[8]?.id}`);
      for (const part of ['.lt-dateline time', '.lt-headline']) {
        const box = await article.locator(part).first().boundingBox();
        expect(box?.y).toBeGreaterThanOrEqual((bar?.y ?? 0) + (bar?.height ?? 0));
        expect(box?.y).toBeLessThan(400);
      }
    }
  });

  test('named by the address, but not in the list, is the item’s page, its tombstone’s, or the pinned one (P6, R11)', async () => {
    const feed = await room.newFeed();
    const items = await fill(feed, 24);
    const [old, gone, kept] = items;
    await room.takeDown(feed, gone as (typeof items)[number]);
    await pin(feed, kept?.id ?? '');
    const tab = await room.open(feed);
    const go = async (id: string | undefined) => {
      await tab.page.goto('about:blank');
      await tab.page.goto(`${room.addressOf(feed)}#item-${id}`);
    };
    await go(old?.id);
    await tab.page.waitForURL(`**/items/${old?.id}`);
    expect(await tab.page.locator('h1').textContent()).toContain('Headline 1');
    await go(gone?.id);
    await tab.page.waitForURL(`**/items/${gone?.id}`);
    expect(await tab.page.locator('h1').textContent()).toBe('Removed');
    await go(kept?.id);
    await tab.says('Live');
    expect(tab.page.url()).toContain('#item-');
    // Of nobody's: the feed stays as it is.
    await go('00000000-0000-7000-8000-000000000000');
    await tab.says('Live');
    expect(tab.page.url()).toContain('#item-');
    await tab.page.evaluate((id) => (location.hash = `item-${id}`), old?.id);
    await tab.page.waitForURL(`**/items/${old?.id}`);
  });

  test('is given back by the Back button, when the browser has not kept the page, with the items it takes (P12)', async () => {
    const feed = await room.newFeed();
    await fill(feed, 60);
    const tab = await room.open(feed, (page) =>
      // A page that listens for this is not kept.
      page.addInitScript(() => addEventListener('unload', () => undefined)),
    );
    await tab.says('Live');
    const older = tab.page.locator('live-ticker [part=older]');
    await older.click();
    await rowOf(tab, 'Headline 25').waitFor();
    await older.click();
    await rowOf(tab, 'Headline 5').waitFor();
    await goDown(tab, 'Headline 12');
    const isNoted = () => tab.page.evaluate(() => Boolean(history.state?.place));
    await until(async () => {
      await tab.page.clock.runFor(500);
      return isNoted();
    }, 'the place to be noted');
    const before = await topOf(tab, 'Headline 12');
    await tab.page.goto('about:blank');
    await tab.page.goBack();
    await rowOf(tab, 'Headline 12').waitFor();
    await until(async () => (await topOf(tab, 'Headline 12')) === before, 'the place');
  });
});
