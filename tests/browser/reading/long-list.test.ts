import { until } from '../../until.ts';
import { openReadingRoom } from '../reading-room.ts';
import type { Tab } from '../tab.ts';

const room = openReadingRoom();

/** All that a reader can load. */
const all = 2_000;

const rowCount = (tab: Tab) => tab.page.locator('live-ticker .lt-list > li').count();
const headlineInSight = (tab: Tab) =>
  tab.page.locator('live-ticker .lt-list > li > article').evaluateAll((articles) => {
    const one = articles.find((article) => article.getBoundingClientRect().bottom > 100);
    return one?.querySelector('.lt-headline')?.textContent ?? '';
  });

test('of two thousand items there are at most 200 rows, each can be reached by scrolling, and none moves (R15)', async () => {
  const feed = await room.newFeed();
  await room.server.publishMany(feed, all);
  const tab = await room.open(feed);
  await tab.says('Live');
  await tab.page.locator('live-ticker [part=filter]').first().waitFor();
  await tab.page.locator('live-ticker').evaluate(async (ticker) => {
    const { loadOlder } = ticker as HTMLElement & { loadOlder: () => Promise<boolean> };
    while (await loadOlder.call(ticker));
  });
  expect(await rowCount(tab)).toBeLessThanOrEqual(200);
  const row = tab.page.locator('live-ticker .lt-list > li').first();
  expect(await row.getAttribute('aria-setsize')).toBe(String(all));

  const seen = new Set<string>();
  let before = -1;
  const step = async (by: number) => {
    await tab.page.evaluate((y) => scrollBy(0, y), by);
    await tab.page.evaluate(
      () => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go))),
    );
  };
  for (let turn = 0; turn < 40; turn += 1) {
    await step(600);
    seen.add(await headlineInSight(tab));
    expect(await rowCount(tab)).toBeLessThanOrEqual(200);
    const y = await tab.page.evaluate(() => scrollY);
    expect(y).toBeGreaterThan(before);
    before = y;
  }
  expect(seen.has('')).toBe(false);
  // By the scroll bar to the very end, and back.
  const drag = (to: 'end' | 'top') =>
    tab.page.evaluate((where) => scrollTo(0, where === 'end' ? document.body.scrollHeight : 0), to);
  const last = tab.page.locator(`live-ticker .lt-list > li[aria-posinset="${all}"]`);
  await until(async () => {
    await drag('end');
    return (await last.count()) === 1 && (await last.locator('article').isVisible());
  }, 'the last row');
  expect(await rowCount(tab)).toBeLessThanOrEqual(200);
  await until(async () => {
    await drag('top');
    return (await row.getAttribute('aria-posinset')) === '1';
  }, 'the first row');
});

test('rows come a few at a time, all of them: what waited, and older ones; a slow phone is not held up (R15)', async () => {
  const feed = await room.newFeed();
  await room.server.publishMany(feed, 70);
  const tab = await room.open(feed);
  await tab.says('Live');
  await tab.page.locator('live-ticker [part=filter]').first().waitFor();
  await tab.page.evaluate(() => {
    const steps: number[] = [];
    Object.assign(globalThis, { steps });
    // A callback for all that one task has added.
    const watch = new MutationObserver((changes) => {
      const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
      steps.push(added.filter(({ nodeName }) => nodeName === 'LI').length);
    });
    watch.observe(document.querySelector('live-ticker .lt-list') ?? document, { childList: true });
  });
  const steps = () => tab.page.evaluate(() => Reflect.get(globalThis, 'steps') as number[]);
  const comeInSteps = async (rows: number) => {
    await until(async () => (await rowCount(tab)) === rows, `${rows} rows`);
    expect(Math.max(...(await steps()))).toBeLessThanOrEqual(4);
  };
  await tab.page.locator('live-ticker [part=older]').click();
  await comeInSteps(40);
  await room.server.publishMany(feed, 9);
  const pill = tab.page.locator('live-ticker [part=pill]', { hasText: '9 new updates' });
  await pill.click();
  await comeInSteps(49);
  // As all are there, the browser counts them itself.
  expect(await tab.page.locator('live-ticker .lt-list > li[aria-setsize]').count()).toBe(0);
});
