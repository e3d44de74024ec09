import type { Browser } from 'playwright-core';
import { emptyFolder } from '../services/databases.ts';
import { TestServer } from '../server.ts';
import { until } from '../until.ts';
import { openBrowser } from './browser.ts';

describe('a feed on its page', () => {
  let browser: Browser;
  let server: TestServer;
  const place = emptyFolder();

  beforeAll(async () => {
    browser = await openBrowser();
    server = await TestServer.start(place);
    await server.createFeed('f');
  });

  afterAll(async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  const open = async (width: number, path: string, javaScriptEnabled = true) => {
    const viewport = { width, height: 844 };
    const context = await browser.newContext({ viewport, javaScriptEnabled, locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(server.url + path);
    return page;
  };

  test('has its key events beside it where there is room, and folded to a line on a phone (R8)', async () => {
    await server.publish('f', { headline: 'Gates shut', key: true });
    const link = 'nav.site-rail a';
    for (const withScripts of [true, false]) {
      const wide = await open(1280, '/feeds/f', withScripts);
      await wide.locator(link).waitFor({ state: 'visible' });
      await wide.close();
    }
    const phone = await open(390, '/feeds/f');
    await phone.locator('live-ticker [part=status][data-status=live]').waitFor();
    expect(await phone.locator(link).isVisible()).toBe(false);
    const summary = phone.locator('summary', { hasText: 'Key events' });
    expect(await summary.textContent()).toBe('Key events 1');
    const before = await phone.locator('.site-column').boundingBox();
    await summary.press('Enter');
    await phone.locator(link).waitFor({ state: 'visible' });
    // It lies over the news, which stay where they are.
    expect(await phone.locator('.site-column').boundingBox()).toEqual(before);
    await phone.keyboard.press('Escape');
    await phone.locator(link).waitFor({ state: 'hidden' });
    expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
    await server.publish('f', { headline: 'Gates open', key: true });
    await phone.getByRole('button', { name: '1 new update' }).click();
    await until(async () => (await summary.textContent()) === 'Key events 2', 'the count');
    await phone.close();
  });

  test('goes to a time that the slider says, by keyboard, and back (R10)', async () => {
    const page = await open(1280, '/feeds/f');
    const slider = page.getByRole('slider');
    await slider.waitFor();
    expect(await slider.getAttribute('aria-valuetext')).toBe('Now');
    await page.locator('.site-tempo rect').first().waitFor({ state: 'attached' });
    await slider.press('Home');
    const told = await slider.getAttribute('aria-valuetext');
    expect(told).toMatch(/^\w{3}, .*\d\d:\d\d$/);
    expect(await page.locator('.site-replay output').textContent()).toBe(told);
    await slider.press('End');
    expect(await slider.getAttribute('aria-valuetext')).toBe('Now');
    const { item } = await server.publish('f', { headline: 'The last' });
    await page.goto(`${server.url}/feeds/f?at=${item.postedAt}`);
    await page.getByText('As it stood').waitFor();
    expect(await page.locator('live-ticker').count()).toBe(0);
    await page.getByRole('link', { name: 'Back to live' }).click();
    await page.locator('live-ticker [part=status][data-status=live]').waitFor();
    await page.close();
  });

  test('as it stood loses a text that is taken down while it is open, and keeps the words of then', async () => {
    const kept = await server.publish('f', { headline: 'As it was' });
    const { item } = await server.publish('f', { headline: 'A secret' });
    const page = await open(1280, `/feeds/f?at=${item.postedAt}`);
    await page.getByRole('heading', { name: 'A secret' }).waitFor();
    const readers = async () =>
      /^dateline_connections (\d+)/m.exec((await server.call('GET', '/metrics')).text)?.[1];
    await until(async () => Number(await readers()) >= 1, 'the page to follow');
    const edit = { kind: 'edit', headline: 'As it is' };
    const path = '/api/v1/feeds/f/items';
    await server.call('PATCH', `${path}/${kept.item.id}`, edit, { 'if-match': '"1"' });
    await server.call('DELETE', `${path}/${item.id}`, { reason: 'x' });
    await until(async () => !(await page.content()).includes('A secret'), 'the text to go');
    expect(await page.content()).toContain('As it was');
    expect(await page.content()).not.toContain('As it is<');
    await page.close();
  });
});
