import type { Page } from 'playwright-core';
import { until } from '../../until.ts';
import { openHostRoom } from './host-room.ts';

const room = openHostRoom();

const headlines = (page: Page) => page.locator('live-ticker .lt-headline').allTextContents();

async function fill(feed: string, count: number): Promise<void> {
  for (let n = 1; n <= count; n += 1) {
    await room.server.publish(feed, {
      headline: `News ${n}`,
      body: `The first of ${n}. The second. The third.`,
    });
  }
}

describe('the rail (EXPERIENCE 15a)', () => {
  test('is a heading, times, linked headlines, two sentences and a way to more, without a line of CSS (R15a)', async () => {
    const feed = await room.newFeed();
    await fill(feed, 8);
    const page = await room.open(
      `<aside style="width: 300px"><live-ticker feed="${feed}" layout="rail" heading="News Feed"
        more="https://news.example/all" clock="12"></live-ticker></aside>`,
    );
    await page.locator('.lt-brief').nth(5).waitFor();
    expect(await headlines(page)).toEqual([
      'News 8',
      'News 7',
      'News 6',
      'News 5',
      'News 4',
      'News 3',
    ]);
    expect(await page.locator('.lt-summary').first().textContent()).toBe(
      'The first of 8. The second.',
    );
    expect(await page.locator('.lt-dateline time').first().textContent()).toMatch(
      /^\d{1,2}:\d\d [AP]M$/,
    );
    const link = page.locator('.lt-headline a').first();
    expect(await link.getAttribute('href')).toMatch(new RegExp(`/feeds/${feed}/items/`));
    await page.getByRole('heading', { name: 'News Feed' }).waitFor();
    expect(await page.getByRole('link', { name: 'More news' }).getAttribute('href')).toBe(
      'https://news.example/all',
    );
    const box = await page.locator('live-ticker').boundingBox();
    expect(box?.width).toBe(300);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(
      true,
    );
  });

  test('takes in news at the top and lets the oldest go, so that it does not grow', async () => {
    const feed = await room.newFeed();
    await fill(feed, 6);
    const page = await room.open(
      `<live-ticker feed="${feed}" layout="rail" limit="4"></live-ticker>`,
    );
    await page.locator('.lt-brief').nth(3).waitFor();
    await page.locator('[part=status]', { hasText: 'Live' }).waitFor();
    await room.server.publish(feed, { headline: 'News 7' });
    await until(async () => (await headlines(page))[0] === 'News 7', 'the news');
    expect(await headlines(page)).toEqual(['News 7', 'News 6', 'News 5', 'News 4']);
  });

  test('counts news in its heading while somebody points at it or has the focus in it', async () => {
    const feed = await room.newFeed();
    await fill(feed, 6);
    const page = await room.open(
      `<live-ticker feed="${feed}" layout="rail"></live-ticker><p id="away">Away</p>`,
    );
    await page.locator('[part=status]', { hasText: 'Live' }).waitFor();
    await page.locator('.lt-brief').nth(1).hover();
    await room.server.publish(feed, { headline: 'News 7' });
    await page.getByRole('button', { name: '1 new update' }).waitFor();
    expect((await headlines(page))[0]).toBe('News 6');
    await page.locator('#away').hover();
    await until(async () => (await headlines(page))[0] === 'News 7', 'the news');
    await page.locator('.lt-headline a').first().focus();
    await room.server.publish(feed, { headline: 'News 8' });
    await page.getByRole('button', { name: '1 new update' }).waitFor();
    expect((await headlines(page))[0]).toBe('News 7');
  });
});

test('the bar shows the newest, and breaking news of the hour before what came after', async () => {
  const feed = await room.newFeed();
  const page = await room.open(`<live-ticker feed="${feed}" layout="bar"></live-ticker>`);
  await page.locator('[part=status]', { hasText: 'Live' }).waitFor();
  await room.server.publish(feed, { headline: 'Plain' });
  await until(async () => (await headlines(page)).join() === 'Plain', 'the newest');
  await room.server.publish(feed, { headline: 'Alarm', breaking: true });
  await until(async () => (await headlines(page)).join() === 'Alarm', 'breaking news');
  await room.server.publish(feed, { headline: 'Later' });
  await room.server.publish(feed, { headline: 'Louder', breaking: true });
  await until(async () => (await headlines(page)).join() === 'Louder', 'newer breaking news');
  await page.getByRole('link', { name: 'All news' }).waitFor();
});

test('values that cannot be used are named in the console once, and the defaults are shown', async () => {
  const feed = await room.newFeed();
  await fill(feed, 2);
  const said: string[] = [];
  const tag = `<live-ticker feed="${feed}" layout="wheel" limit="many" tz="Moon" lang="??" more="javascript:alert(1)" clock="7" mode="on" order="up" filter="all"></live-ticker>`;
  const page = await room.open(`${tag}${tag}`, (text) => said.push(text));
  await page.locator('.lt-item').nth(3).waitFor();
  for (const name of [
    'layout',
    'limit',
    'tz',
    'lang',
    'more',
    'clock',
    'mode',
    'order',
    'filter',
  ]) {
    expect(said.filter((text) => text.includes(` ${name}="`))).toHaveLength(1);
  }
  expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
});

test('times and words are in the zone and the language that the site asks for', async () => {
  const feed = await room.newFeed();
  await fill(feed, 1);
  const page = await room.open(
    `<live-ticker feed="${feed}" layout="rail" tz="Asia/Kathmandu" lang="de" clock="24"></live-ticker>`,
  );
  await page.getByRole('link', { name: 'Mehr Nachrichten' }).waitFor();
  const at = await page.locator('.lt-dateline time').getAttribute('datetime');
  const clock = {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'Asia/Kathmandu',
  } as const;
  const expected = new Intl.DateTimeFormat('de', clock).format(new Date(at ?? ''));
  expect(await page.locator('.lt-dateline time').textContent()).toBe(expected);
});

test('the site chooses which items are shown, and which stand on top', async () => {
  const feed = await room.newFeed();
  await room.server.publish(feed, { headline: 'One', tags: ['port'] });
  await room.server.publish(feed, { headline: 'Two', key: true });
  await room.server.publish(feed, { headline: 'Three', tags: ['port'], bylines: ['A. Reporter'] });
  const ticker = (attributes: string) => `<live-ticker feed="${feed}" ${attributes}></live-ticker>`;
  const page = await room.open(
    [
      'order="oldest"',
      'filter="key"',
      'filter="tag:port" order="oldest"',
      'filter="byline:A. Reporter"',
    ]
      .map(ticker)
      .join(''),
  );
  await page.locator('[part=status]', { hasText: 'Live' }).nth(3).waitFor();
  const shown = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('live-ticker')].map((one) =>
        [...one.querySelectorAll('.lt-headline')].map((headline) => headline.textContent).join(),
      ),
    );
  expect(await shown()).toEqual(['One,Two,Three', 'Two', 'One,Three', 'Three']);
  await room.server.publish(feed, { headline: 'Four', tags: ['port'] });
  const pills = page.getByRole('button', { name: '1 new update' });
  await until(async () => (await pills.count()) === 2, 'the news to wait where they are chosen');
  await pills.nth(1).click();
  const oldestFirst = async () => (await shown())[2];
  await until(async () => (await oldestFirst()) === 'One,Three,Four', 'the news in its place');
});
