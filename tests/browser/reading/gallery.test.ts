import type { Page } from 'playwright-core';
import { phonePicture } from '../../pictures-of-tests.ts';
import { uploadTo } from '../../upload-to.ts';
import { until } from '../../until.ts';
import { findFaults } from '../embed/find-faults.ts';
import { openReadingRoom } from '../reading-room.ts';
import { narrow } from './narrow.ts';

const room = openReadingRoom();

const sizes = [
  [600, 400],
  [400, 600],
  [900, 300],
  [500, 500],
] as const;

async function pictures() {
  return Promise.all(
    sizes.map(async ([width, height], n) => {
      // A phone that is held upright lays its pictures on the side.
      const sent = await phonePicture(height, width);
      const { url, color } = await uploadTo(room.server, sent);
      const words = { alt: `Ship ${n}`, caption: `The ship ${n} in the fog` };
      return { url, ...words, width, height, color, focus: { x: n / 10, y: 0.7 } };
    }),
  );
}

/** Of each picture of the row: its left and right edge, and its height. */
const boxes = (page: Page) =>
  page.locator('.lt-list .lt-gallery img').evaluateAll((all) =>
    all.map((one) => {
      const { left, right, height } = one.getBoundingClientRect();
      return [left, right, height].map(Math.round);
    }),
  );

test('the pictures behind the leading one are a row that keyboard and hand scroll; nothing moves when they come (R1, R5)', async () => {
  const feed = await room.newFeed();
  await room.publish(feed, 'Four ships', { images: await pictures() });
  const { page: first } = await room.open(feed);
  const page = await narrow(first);
  const comes = Promise.withResolvers<void>();
  await page.route('**/media/**', async (route) => {
    await comes.promise;
    await route.continue();
  });
  await page.goto(room.addressOf(feed), { waitUntil: 'domcontentloaded' });
  await page.locator('live-ticker [part=status]', { hasText: 'Live' }).waitFor();
  await page.locator('live-ticker [part=filter]').first().waitFor();
  await page.evaluate(() => {
    const shifts: number[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push(Number(Reflect.get(entry, 'value')));
    }).observe({ type: 'layout-shift' });
  });
  const before = await boxes(page);
  expect(before).toHaveLength(3);
  // Until a picture is there, its colour is.
  const ground = (one: Element) => getComputedStyle(one).backgroundColor;
  expect(await page.getByRole('img', { name: 'Ship 1' }).evaluate(ground)).toMatch(
    /^color\(srgb 0\.2\d* 0\.6\d* 0\.4\d* \/ 0\.4\)$/,
  );
  comes.resolve();
  const row = page.getByRole('list', { name: 'Pictures' });
  await row.scrollIntoViewIfNeeded();
  await until(
    () =>
      row
        .locator('img')
        .first()
        .evaluate((one: HTMLImageElement) => one.naturalWidth > 0),
    'the first picture of the row',
  );
  const heights = (all: readonly (readonly number[])[]) => all.map(([, , height]) => height);
  expect(heights(await boxes(page))).toEqual(heights(before));
  expect(new Set(heights(before)).size).toBe(1);
  expect(await page.evaluate(() => Reflect.get(globalThis, 'shifts') as number[])).toEqual([]);
  expect(await findFaults(page)).toEqual([]);
  // Too wide for the page: cropped, around its point.
  const wide = row.getByRole('img', { name: 'Ship 2' });
  expect(
    await wide.evaluate((one: HTMLImageElement) => {
      const { objectFit, objectPosition } = getComputedStyle(one);
      return [objectFit, objectPosition, one.width < 3 * one.height];
    }),
  ).toEqual(['cover', '20% 70%', true]);

  const last = row.getByRole('listitem').last();
  const edges = () =>
    last.evaluate((one) => {
      const { right } = one.getBoundingClientRect();
      return right - (one.parentElement?.getBoundingClientRect().right ?? 0);
    });
  expect(await edges()).toBeGreaterThan(100);
  await row.focus();
  await until(async () => {
    await page.keyboard.press('ArrowRight');
    return (await edges()) <= 1;
  }, 'the last picture');
  await page.context().close();
});

test('the row is there without scripts, from the right in a feed that runs so, whole on paper, and not in a rail', async () => {
  const images = await pictures();
  const feed = await room.newFeed();
  await room.server.createFeed('rtl', { title: 'سفن', lang: 'ar' });
  for (const one of [feed, 'rtl']) await room.publish(one, 'سفن', { images });
  const { page: first } = await room.open(feed);
  const page = await narrow(first, false);
  await page.goto(room.addressOf('rtl'));
  const [nearest, , furthest] = await boxes(page);
  expect(nearest?.[0]).toBeGreaterThan(furthest?.[1] ?? 0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await page.emulateMedia({ media: 'print' });
  for (const [left, right] of await boxes(page)) {
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(320);
  }
  await page.emulateMedia({ media: 'screen' });
  await page.goto(`${room.addressOf(feed).replace('/feeds/', '/embed/')}?layout=rail`);
  await page.locator('.lt-brief').waitFor();
  expect(await page.locator('img').count()).toBe(0);
  await page.context().close();
});
