import type { Browser } from 'playwright-core';
import { emptyFolder } from '../services/databases.ts';
import { TestServer } from '../server.ts';
import { until } from '../until.ts';
import { openBrowser } from './browser.ts';

describe('a page that no ticker continues', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
  });

  afterAll(() => browser.close());

  test('of one item, of older ones, and of what was searched for, loses a text that is taken down while it is open, and nothing else makes it move', async () => {
    const place = emptyFolder();
    await using server = await TestServer.start(place);
    await server.createFeed('f');
    const { item } = await server.publish('f', { headline: 'A secret', body: 'Not for long.' });
    for (let n = 0; n < 25; n += 1) await server.publish('f', { headline: `News ${n}` });
    const one = await browser.newPage();
    await one.goto(`${server.url}/feeds/f/items/${item.id}`);
    const feed = await browser.newPage();
    await feed.goto(`${server.url}/feeds/f`);
    const olderUrl = await feed.getAttribute('.site-older a', 'href');
    const older = await browser.newPage();
    await older.goto(new URL(olderUrl ?? '', server.url).href);
    // By the form at the end of the feed's page, as without a script.
    const searched = await browser.newPage();
    await searched.goto(`${server.url}/feeds/f`);
    await searched.getByRole('searchbox', { name: 'Search' }).fill('NOT lon');
    await searched.getByRole('button', { name: 'Search' }).click();
    await searched.getByRole('link', { name: 'A secret' }).waitFor();
    expect(await searched.locator('mark').allTextContents()).toEqual(['Not', 'long']);
    for (const page of [one, older, searched]) {
      expect(await page.textContent('main')).toContain('A secret');
      await page.evaluate('window.isTheSame = true');
    }
    const readers = async () =>
      /^dateline_connections (\d+)/m.exec((await server.call('GET', '/metrics')).text)?.[1];
    await until(async () => Number(await readers()) === 4, 'the pages to follow');

    await server.publish('f', { headline: 'Something else' });
    const { status } = await server.call('DELETE', `/api/v1/feeds/f/items/${item.id}`, {
      reason: 'Wrong',
    });
    expect(status).toBe(200);
    for (const page of [one, older, searched]) {
      const isGone = async () =>
        (await page.content().catch(() => 'A secret')).includes('A secret');
      await until(async () => !(await isGone()), 'the text to go');
      expect(await page.content()).not.toContain('Not for long');
    }
    expect(await one.textContent('h1')).toBe('Removed');

    // What is about other items leaves the page alone.
    await older.evaluate('window.isTheSame = true');
    // The item's page is gone for good, and follows nothing; the three others do.
    await until(async () => Number(await readers()) === 3, 'the page to follow again');
    await server.publish('f', { headline: 'News again' });
    await feed.getByText('2 new updates').first().waitFor();
    expect(await older.evaluate('window.isTheSame')).toBe(true);
    await place.drop();
  });

  test('of one item, out of a cache that gives the old page for ever, loses the text at once and is not loaded again and again (C1)', async () => {
    const place = emptyFolder();
    await using server = await TestServer.start(place);
    await server.createFeed('f');
    const { item } = await server.publish('f', {
      headline: 'A secret',
      body: 'Not for long.',
      key: true,
    });
    const { item: other } = await server.publish('f', { headline: 'Another' });
    const address = `${server.url}/feeds/f/items/${item.id}`;
    const copy = await (await fetch(address)).text();
    const { headers } = await fetch(address);
    const page = await browser.newPage();
    let loads = 0;
    await page.route(address, (route) => {
      loads += 1;
      return route.fulfill({ body: copy, headers: Object.fromEntries(headers) });
    });
    const takeDown = (id: string) =>
      server.call('DELETE', `/api/v1/feeds/f/items/${id}`, { reason: 'Wrong' });
    await page.goto(address);
    await page.getByText('Not for long.').waitFor();
    await takeDown(item.id);
    await page.getByRole('heading', { name: 'Removed' }).waitFor();
    expect(await page.content()).not.toMatch(/A secret|Not for long/);
    expect(await page.title()).toBe('Removed – f');
    const words = await page.locator('.site-quiet-words').textContent();
    expect(await (await fetch(address)).text()).toContain(
      words?.split(' on ')[1]?.split(' at ')[0],
    );
    // Out of the cache once more: what was taken down since leaves it in the same way.
    await page.reload();
    await page.getByRole('heading', { name: 'Removed' }).waitFor();
    expect(await page.content()).not.toMatch(/A secret|Not for long/);
    expect(loads).toBe(2);
    // A correction comes to its page in place, and moves nothing else.
    await page.goto(`${server.url}/feeds/f/items/${other.id}`);
    await page.evaluate('window.isTheSame = true');
    await server.call(
      'PATCH',
      `/api/v1/feeds/f/items/${other.id}`,
      { kind: 'correct', headline: 'The other', note: 'It was the other.' },
      { 'if-match': '"1"' },
    );
    await page.getByText('It was the other.').waitFor();
    expect(await page.locator('h1').textContent()).toBe('The other');
    expect(await page.title()).toBe('The other – f');
    expect(await page.evaluate('window.isTheSame')).toBe(true);
    const drawn = await page.locator('article').evaluate((article) => article.outerHTML);
    await page.reload();
    expect(await page.locator('article').evaluate((article) => article.outerHTML)).toBe(drawn);
    await place.drop();
  });

  test('that is too old to be caught up asks which of its items are still there (C1)', async () => {
    const place = emptyFolder();
    await using server = await TestServer.start(place);
    await server.createFeed('f');
    const { item } = await server.publish('f', { headline: 'A secret' });
    const address = `${server.url}/feeds/f/items/${item.id}`;
    const answer = await fetch(address);
    const copy = await answer.text();
    const page = await browser.newPage();
    // Of a log that is no more.
    const body = copy.replace(/data-epoch="[^"]*"/, 'data-epoch="another"');
    await page.route(address, (route) =>
      route.fulfill({ body, headers: Object.fromEntries(answer.headers) }),
    );
    await server.call('DELETE', `/api/v1/feeds/f/items/${item.id}`, { reason: 'Wrong' });
    await page.goto(address);
    await page.getByRole('heading', { name: 'Removed' }).waitFor();
    expect(await page.content()).not.toContain('A secret');
    await place.drop();
  });
});
