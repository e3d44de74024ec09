import { until } from '../../until.ts';
import { openReadingRoom } from '../reading-room.ts';

const room = openReadingRoom();

test('the title of the page says how many updates wait; that of another site does not change (R2)', async () => {
  const feed = await room.newFeed();
  await room.publish(feed, 'first');
  const tab = await room.open(feed);
  await tab.says('Live');
  const { page } = tab;
  const title = await page.title();
  await room.publish(feed, 'second');
  await until(async () => (await page.title()) === `(1) ${title}`, 'one in the title');
  await room.publish(feed, 'third');
  await until(async () => (await page.title()) === `(2) ${title}`, 'two in the title');
  await tab.reveal();
  await until(async () => (await page.title()) === title, 'the title of before');

  const { origin, port } = new URL(room.addressOf(feed));
  const foreign = `http://localhost:${port}/elsewhere`;
  await page.route(foreign, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<title>Theirs</title><script src="${origin}/v1/ticker.js"></script><live-ticker feed="${feed}"></live-ticker>`,
    }),
  );
  await page.goto(foreign);
  await tab.says('Live');
  await room.publish(feed, 'fourth');
  await page.locator('live-ticker [part=pill]').waitFor();
  expect(await page.title()).toBe('Theirs');
});
