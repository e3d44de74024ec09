import type { Browser, Page } from 'playwright-core';
import { emptyFolder } from '../services/databases.ts';
import { TestServer } from '../server.ts';
import { until } from '../until.ts';
import { openBrowser } from './browser.ts';

describe('a reader whose clock is wrong', () => {
  const place = emptyFolder();
  let server: TestServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await TestServer.start(place);
    browser = await openBrowser();
    // Over for a clock that is two hours ahead.
    const end = new Date(Date.now() + 3_600_000).toISOString();
    const campaign = { text: 'Help us', goal: 20, unit: 'members', until: end };
    await server.createFeed('f', { campaign });
  });

  afterAll(async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  const dayMs = 86_400_000;

  async function open(aheadMs: number): Promise<Page> {
    const page = await browser.newPage();
    if (aheadMs !== 0) await page.clock.install({ time: Date.now() + aheadMs });
    await page.goto(`${server.url}/feeds/f`);
    return page;
  }

  const ticker = (page: Page) => page.locator('live-ticker');

  const status = (page: Page) => ticker(page).locator('[part=status]');

  test('a day behind or two hours ahead sees what everybody sees, live (R6)', async () => {
    const { item } = await server.publish('f', { headline: 'Before they came' });
    const right = await open(0);
    const wrong = [await open(-dayMs), await open(2 * 3_600_000)];
    const all = [right, ...wrong];
    const everybodyShows = (text: string) => async () => {
      const texts = await Promise.all(all.map((page) => ticker(page).innerText()));
      const states = await Promise.all(all.map((page) => status(page).textContent()));
      return texts.every((shown) => shown.includes(text)) && states.every((is) => is === 'Live');
    };
    await until(everybodyShows('Before they came'), 'the first post');
    await server.publish('f', { headline: 'While they watch', breaking: true });
    await server.call(
      'PATCH',
      `/api/v1/feeds/f/items/${item.id}`,
      { kind: 'correct', headline: 'Corrected', note: 'It was another.' },
      { 'if-match': `"${item.rev}"` },
    );
    for (const page of all) {
      await page.evaluate(() => window.scrollTo(0, 0));
      const button = page.getByRole('button', { name: /new update/ });
      if (await button.isVisible()) await button.click();
    }
    await until(everybodyShows('Corrected'), 'the correction');
    await until(everybodyShows('Help us'), 'the campaign');
    await until(everybodyShows('While they watch'), 'the second post');
    const shown = await ticker(right).innerText();
    for (const page of wrong) expect(await ticker(page).innerText()).toBe(shown);
  });

  test('three hours ahead, and offline before anything happened, tells since when by the server’s clock (P9)', async () => {
    const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'UTC' });
    const page = await context.newPage();
    await page.clock.install({ time: Date.now() + 3 * 3_600_000 });
    await page.goto(`${server.url}/feeds/f`);
    await until(async () => (await status(page).textContent()) === 'Live', 'Live');
    await context.setOffline(true);
    const isSaid = async () =>
      (await status(page).textContent())?.startsWith('Offline since') === true;
    await until(isSaid, 'Offline');
    const minutes = [0, 60_000].map((ms) => new Date(Date.now() - ms).toISOString().slice(11, 16));
    expect(minutes.map((minute) => `Offline since ${minute}`)).toContain(
      await status(page).textContent(),
    );
    await context.close();
  });
});
