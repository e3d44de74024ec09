import type { Page } from 'playwright-core';
import { openReadingRoom } from '../reading-room.ts';

const room = openReadingRoom();

/** Opens a feed, whose reader's tools come when `give` is called, in a browser without scroll anchoring. */
async function openWithout(feed: string) {
  const given = Promise.withResolvers<void>();
  const tab = await room.open(feed, async (page: Page) => {
    await page.addInitScript(() => {
      const style = new CSSStyleSheet();
      style.replaceSync('* { overflow-anchor: none !important }');
      document.adoptedStyleSheets = [style];
    });
    await page.route('**/v1/reading.js', async (route) => {
      await given.promise;
      await route.continue();
    });
  });
  await tab.says('Live');
  return {
    tab,
    give: async () => {
      given.resolve();
      await tab.page.locator('live-ticker .lt-acts').first().waitFor({ state: 'attached' });
    },
  };
}

test('the reader’s tools move no row when they come late, at the top and 900 px down', async () => {
  const feed = await room.newFeed();
  for (let n = 1; n <= 9; n += 1) {
    await room.publish(feed, `Headline ${n}`, { body: 'Words. '.repeat(60) });
  }
  for (const down of [0, 900]) {
    const { tab, give } = await openWithout(feed);
    await tab.page.evaluate((y) => scrollTo(0, y), down);
    const top = () =>
      tab.page
        .locator('live-ticker .lt-list > li')
        .nth(4)
        .evaluate((row) => Math.round(row.getBoundingClientRect().top));
    const before = await top();
    await give();
    expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(1);
  }
});

test.each([
  ['are shown', false],
  ['are not, when they were taken back', true],
])('breaking news that came before the tools, and wait unseen, %s', async (_, isTakenBack) => {
  const feed = await room.newFeed();
  await room.publish(feed, 'before');
  const { tab, give } = await openWithout(feed);
  const item = await room.publish(feed, 'The gates have failed', { breaking: true });
  const pill = tab.page.locator('live-ticker [part=pill]');
  await pill.filter({ hasText: '1 new update' }).waitFor();
  if (isTakenBack) {
    await room.takeDown(feed, item);
    await pill.waitFor({ state: 'hidden' });
  }
  await give();
  const bar = tab.page.locator('live-ticker [part=alarm-bar]');
  if (isTakenBack) expect(await bar.isVisible()).toBe(false);
  else await bar.getByText('The gates have failed').waitFor();
});
