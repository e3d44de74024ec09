import type { Page } from 'playwright-core';
import { openReadingRoom } from '../reading-room.ts';
import { until } from '../../until.ts';

const room = openReadingRoom();

/** In the dark, as it would be printed. */
const print = (page: Page) => page.emulateMedia({ media: 'print', colorScheme: 'dark' });

const paper = (page: Page) =>
  page.evaluate(() => {
    const seen = (element: Element) =>
      element.checkVisibility({ contentVisibilityAuto: true, opacityProperty: true }) &&
      element.getBoundingClientRect().width > 1;
    const ticker = document.querySelector('live-ticker');
    const all = [document, ticker?.shadowRoot]
      .flatMap((root) => [...(root?.querySelectorAll('*') ?? [])])
      .filter(seen);
    const words = all.filter((element) =>
      [...element.childNodes].some(
        ({ nodeType, textContent }) => nodeType === 3 && textContent?.trim(),
      ),
    );
    const lightness = (color: string) => {
      const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map(Number);
      return (color.startsWith('color(') ? 255 : 1) * (0.2 * r + 0.7 * g + 0.1 * b);
    };
    const nameOf = (element: Element) => `${element.localName}.${element.className}`;
    return {
      words: words.map((element) => element.textContent ?? '').join(' '),
      controls: all
        .filter((element) => element.matches('button, input, [role=button]:not(.lt-what)'))
        .map(nameOf),
      sticky: all
        .filter((element) => /sticky|fixed/.test(getComputedStyle(element).position))
        .map(nameOf),
      pale: words.filter((element) => lightness(getComputedStyle(element).color) > 140).map(nameOf),
      ground: lightness(getComputedStyle(document.documentElement).backgroundColor),
      cut: words
        .filter((element) => element.scrollHeight > element.clientHeight + 2)
        .filter((element) => getComputedStyle(element).overflowY !== 'visible')
        .map(nameOf),
      addresses: all.map((element) => getComputedStyle(element, '::after').content).join(' '),
    };
  });

const nothingLeft = { controls: [], sticky: [], pale: [], cut: [], ground: 255 };

async function fill(): Promise<{ readonly feed: string; readonly id: string }> {
  const feed = await room.newFeed();
  const item = await room.publish(feed, 'The pinned one', {
    body: 'It is long, and folded on screens: [the map](https://map.example/m).',
    key: true,
    link: 'https://story.example/s',
    related: [{ url: 'https://more.example/r', title: 'Before' }],
  });
  await room.server.call('PUT', `/api/v1/feeds/${feed}/items/${item.id}/pin`);
  await room.publish(feed, 'Breaking', {
    breaking: true,
    body: Array.from(
      { length: 30 },
      (_, n) => `Sentence ${n} has more to say than a rail holds.`,
    ).join(' '),
  });
  await room.correct(feed, await room.publish(feed, 'Not so'), 'So');
  return { feed, id: item.id };
}

const addresses = ['https://map.example/m', 'https://story.example/s', 'https://more.example/r'];

test('a feed is printed whole and unfolded, in ink on white, with addresses and no controls (R14)', async () => {
  const { feed } = await fill();
  const { page } = await room.open(feed);
  await page.locator('live-ticker [part=filter]').first().waitFor();
  await print(page);
  const printed = await paper(page);
  expect(printed).toMatchObject(nothingLeft);
  expect(printed.words).toContain('It is long, and folded on screens');
  // The key events, and no words of controls.
  expect(printed.words.match(/The pinned one/g)?.length).toBeGreaterThanOrEqual(3);
  expect(printed.words).not.toMatch(/Pause|Replay|Older updates|Embed|View/);
  for (const address of addresses) expect(printed.addresses).toContain(address);
});

test('a feed is printed so without scripts, as it stood, and one item of it (R14)', async () => {
  const { feed, id } = await fill();
  const { page } = await room.open(feed);
  const context = await page.context().browser()?.newContext({ javaScriptEnabled: false });
  const plain = await context?.newPage();
  const pages: readonly [Page, string][] = [
    ...(plain === undefined ? [] : [[plain, ''] as [Page, string]]),
    [page, `?at=${encodeURIComponent(new Date().toISOString())}`],
    [page, `/items/${id}`],
  ];
  expect(pages.length).toBe(3);
  for (const [one, path] of pages) {
    await one.goto(`${room.addressOf(feed)}${path}`);
    await print(one);
    const printed = await paper(one);
    expect([path, printed]).toMatchObject([path, nothingLeft]);
    expect(printed.words).toContain('It is long, and folded on screens');
    expect(printed.words).not.toMatch(/Pause|Replay|Older updates|Embed|Back to live/);
    for (const address of addresses) expect(printed.addresses).toContain(address);
  }
  await context?.close();
});

test.each(['feed', 'rail', 'bar'])('a frame with a %s is printed whole (R14)', async (layout) => {
  const { feed } = await fill();
  const { page } = await room.open(feed);
  const frame = room.addressOf(feed).replace('/feeds/', '/embed/');
  await page.goto(`${frame}?layout=${layout}&theme=dark`);
  await page.locator('live-ticker [part=status]').waitFor({ state: 'attached' });
  await until(() => page.locator('live-ticker .lt-list article').first().isVisible(), 'an item');
  await print(page);
  const printed = await paper(page);
  expect(printed).toMatchObject(nothingLeft);
  expect(printed.words).toContain('Breaking');
  expect(printed.words).not.toMatch(/Pause|More news|All news/);
});

test('of a long list all rows are printed, and few are in the document again after it (R14)', async () => {
  const feed = await room.newFeed();
  await room.server.publishMany(feed, 160);
  const { page } = await room.open(feed);
  const rows = page.locator('live-ticker .lt-list > li');
  await page.locator('live-ticker [part=filter]').first().waitFor();
  await page.locator('live-ticker').evaluate(async (ticker) => {
    const { loadOlder } = ticker as HTMLElement & { loadOlder: () => Promise<boolean> };
    while (await loadOlder.call(ticker));
    addEventListener('beforeprint', () => {
      const printed = ticker.querySelectorAll('.lt-list > li');
      document.body.dataset['printed'] = String(printed.length);
    });
  });
  expect(await rows.count()).toBeLessThanOrEqual(100);
  await page.pdf();
  expect(await page.locator('body').getAttribute('data-printed')).toBe('160');
  await until(async () => (await rows.count()) <= 100, 'few rows');
  expect(await rows.first().getAttribute('aria-setsize')).toBe('160');
});
