import { openReadingRoom } from '../reading-room.ts';
import { until } from '../../until.ts';

const room = openReadingRoom();

test('a reader who comes back is told what is new and corrected since, and led there (R9)', async () => {
  const feed = await room.newFeed();
  const old = await room.publish(feed, 'old');
  await room.publish(feed, 'seen last');
  const tab = await room.open(feed);
  const { page } = tab;
  const since = page.locator('live-ticker [part=since]');
  await until(async () => (await since.textContent()) === 'Your time, UTC', 'whose time it is');
  await page.locator('h1').click();
  await tab.look(false);
  await page.goto('about:blank');
  await room.publish(feed, 'new');
  await room.publish(feed, 'newer');
  await room.correct(feed, old, 'old, corrected');
  await page.goto(room.addressOf(feed));
  const said = /^Since \d\d:\d\d: 2 new1 corrected$/;
  await until(async () => said.test((await since.textContent()) ?? ''), 'what is new');
  const marked = page.locator('.lt-left');
  expect(await marked.locator('.lt-headline').textContent()).toBe('seen last');
  expect(await marked.getAttribute('data-left')).toMatch(/^New since \d\d:\d\d$/);
  await since.getByText('corrected').click();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('old, corrected');
  await since.getByText('new').click();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('seen last');
});

test('nothing is kept on the device of a reader who has not used the page, nor of one on another site', async () => {
  const feed = await room.newFeed();
  await room.publish(feed, 'one');
  const tab = await room.open(feed);
  // Whatever asks the page for anything counts as its use: only the server is asked.
  await until(async () => (await room.readers()) === 1, 'the reader');
  const { page } = tab;
  const { host, port, origin } = new URL(room.addressOf(feed));
  await page.goto(`${origin}/robots.txt`);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  const foreign = `http://localhost:${port}/elsewhere`;
  await page.route(foreign, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<h1>Theirs</h1><script src="http://${host}/v1/ticker.js"></script><live-ticker feed="${feed}"></live-ticker>`,
    }),
  );
  await page.goto(foreign);
  await page.locator('live-ticker [part=view-name]').click();
  await page.getByLabel('Oldest first').check();
  await tab.look(false);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);

  // Of the server itself, because browsers keep nothing in frames of other sites, whatever is in them.
  const framing = `${origin}/framing`;
  await page.route(framing, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<iframe src="http://${host}/embed/${feed}" width="900" height="600"></iframe>`,
    }),
  );
  await page.goto(framing);
  const frame = page.frameLocator('iframe');
  await frame.locator('live-ticker [part=view-name]').click();
  await frame.getByLabel('Oldest first').check();
  const inner = page.frames().find((one) => one.url().includes('/embed/'));
  expect(await inner?.evaluate(() => localStorage.length)).toBe(0);
});
