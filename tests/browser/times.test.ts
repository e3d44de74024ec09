import type { Browser, Page } from 'playwright-core';
import { emptyFolder } from '../services/databases.ts';
import { TestServer } from '../server.ts';
import { until } from '../until.ts';
import { openBrowser } from './browser.ts';

const dayMs = 86_400_000;

describe('times', () => {
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

  const open = async (feed: string, locale: string, inPage = ''): Promise<Page> => {
    const context = await browser.newContext({ locale, timezoneId: 'UTC' });
    const page = await context.newPage();
    if (inPage !== '') await page.addInitScript(inPage);
    await page.goto(`${server.url}/feeds/${feed}`);
    await page.locator('live-ticker [part=status][data-status=live]').waitFor();
    return page;
  };

  test.each([
    ['en-US', undefined, /^\d{1,2}:\d\d\s[AP]M$/],
    ['en-GB', undefined, /^\d\d:\d\d$/],
    ['en-US', '24', /^\d\d:\d\d$/],
    ['de-DE', '12', /^\d{1,2}:\d\d\s[AP]M$/],
  ])(
    'have the hours of the reader’s locale (%s), or of the attribute (%s) (P10)',
    async (locale, clock, form) => {
      const feed = `hours-${locale.toLowerCase()}-${clock ?? 'none'}`;
      await server.createFeed(feed);
      await server.publish(feed, { headline: 'News', key: true });
      const setClock = `addEventListener('DOMContentLoaded', () => 0);
      new MutationObserver(() => document.querySelector('live-ticker')?.setAttribute('clock', '${clock}'))
        .observe(document, { childList: true, subtree: true });`;
      const page = await open(feed, locale, clock === undefined ? '' : setClock);
      expect(await page.locator('.lt-permalink time').textContent()).toMatch(form);
      expect(await page.locator('.site-keys time').textContent()).toMatch(form);
      const updated = (await page.locator('.site-updated time').textContent()) ?? '';
      expect(/[ap]m$/i.test(updated)).toBe(/AP/.test(form.source));
      await page.context().close();
    },
  );

  test('of a German feed stand in a sentence of one language (W3)', async () => {
    await server.createFeed('german', { lang: 'de', title: 'Sturm' });
    await server.publish('german', { headline: 'Neues' });
    const html = await (await fetch(`${server.url}/feeds/german`)).text();
    const page = await open('german', 'de-DE');
    const line = page.locator('.site-updated > span').first();
    expect(await line.getAttribute('lang')).toBe('de');
    const sentence = /Letzte Änderung: <time[^>]*>(\w+tag|Mittwoch), \d+\. \S+ \d{4} um \d\d:\d\d</;
    expect(html).toMatch(sentence);
    expect(await line.innerHTML()).toMatch(sentence);
    const german = /^(Mon|Diens|Donners|Frei|Sams|Sonn)tag|^Mittwoch/;
    expect(await page.locator('.lt-day').textContent()).toMatch(german);
    await page.context().close();
  });

  test('of a page read days later say their day, and their year where it changes (P8, R6)', async () => {
    await server.createFeed('days');
    const { item } = await server.publish('days', { headline: 'News', key: true });
    await server.publish('days', { headline: 'More news', key: true });
    const at = (days: number) => new Date(Date.parse(item.postedAt) - days * dayMs).toISOString();
    const page = await browser.newPage({ timezoneId: 'UTC', locale: 'en-GB' });
    // As the page would be of a feed whose first item is a year old.
    const old = at(400);
    await page.route('**/feeds/days', async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replaceAll(item.postedAt, old);
      await route.fulfill({ response, body });
    });
    await page.goto(`${server.url}/feeds/days`);
    await page.locator('live-ticker [part=status][data-status=live]').waitFor();
    const years = [new Date(item.postedAt), new Date(old)].map((date) => date.getUTCFullYear());
    const days = await page.locator('.lt-day').allTextContents();
    expect(days.map((text) => Number(/\d{4}/.exec(text)?.[0]))).toEqual(years);
    const dates = await page.locator('.site-date:visible').allTextContents();
    expect(dates.map((text) => Number(/\d{4}/.exec(text)?.[0]))).toEqual(years);
    await server.call(
      'PATCH',
      `/api/v1/feeds/days/items/${item.id}`,
      { kind: 'correct', headline: 'Other news', note: 'It was other news.' },
      { 'if-match': '"1"' },
    );
    // The change brings the true time of posting; of a mark on the same day it is the clock alone.
    await page.locator('.lt-remark').waitFor();
    expect(await page.locator('.lt-remark strong').textContent()).toMatch(/^Corrected \d\d:\d\d$/);
    await page.context().close();
  });
});

describe('a paused page', () => {
  test('is still: neither its title nor the time of the last change moves, until it goes on (P11, R3)', async () => {
    const place = emptyFolder();
    await using server = await TestServer.start(place);
    await server.createFeed('f', { title: 'Before' });
    await server.publish('f', { headline: 'First' });
    const { item: key } = await server.publish('f', { headline: 'A key event', key: true });
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(`${server.url}/feeds/f`);
      await page.locator('live-ticker [part=status][data-status=live]').waitFor();
      await page.getByRole('button', { name: 'Pause' }).click();
      const head = page.locator('.site-head');
      const [words, latest] = [await head.textContent(), page.locator('.site-updated time')];
      const before = await latest.getAttribute('datetime');
      await page.evaluate(
        `document.addEventListener('lt-change', () => (window.changes = (window.changes ?? 0) + 1))`,
      );
      await server.call('PATCH', '/api/v1/feeds/f', { title: 'After' });
      await server.publish('f', { headline: 'Another key event', key: true });
      await server.call('DELETE', `/api/v1/feeds/f/items/${key.id}`, { reason: 'Wrong' });
      await until(async () => (await page.evaluate('window.changes')) === 3, 'the changes');
      expect(await head.textContent()).toBe(words);
      expect(await latest.getAttribute('datetime')).toBe(before);
      // But for one thing: a text that was taken down is on no open page.
      expect(await page.locator('.site-keys').textContent()).toContain('Removed');
      expect(await page.content()).not.toContain('A key event');
      await page.getByRole('button', { name: 'Resume' }).click();
      await until(async () => (await page.locator('h1').textContent()) === 'After', 'the title');
      expect(await latest.getAttribute('datetime')).not.toBe(before);
      await page.getByRole('button', { name: '1 new update' }).click();
      await page.locator('.site-keys', { hasText: 'Another key event' }).waitFor();
    } finally {
      await browser.close();
    }
    await place.drop();
  });

  test('that was opened while its feed was empty says so no more when the first item comes (E7)', async () => {
    const place = emptyFolder();
    await using server = await TestServer.start(place);
    await server.createFeed('f');
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(`${server.url}/feeds/f`);
      await page.locator('live-ticker [part=status][data-status=live]').waitFor();
      expect(await page.locator('main').textContent()).toContain('Nothing published yet.');
      await server.publish('f', { headline: 'The first' });
      await page.getByText('The first').first().waitFor();
      expect(await page.locator('main').textContent()).not.toContain('Nothing published yet.');
    } finally {
      await browser.close();
    }
    await place.drop();
  });
});
