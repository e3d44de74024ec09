import { emptyFolder } from '../services/databases.ts';
import { TestServer } from '../server.ts';
import { openBrowser } from './browser.ts';

test('on a wide page the times of all items end in one line, whatever the weight of their rule', async () => {
  const place = emptyFolder();
  await using server = await TestServer.start(place);
  await server.createFeed('f');
  await server.publish('f', { headline: 'As usual' });
  await server.publish('f', { headline: 'Breaking', breaking: true });
  await server.publish('f', { headline: 'Key', key: true });
  await server.publish('f', { headline: 'Both', breaking: true, key: true });
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${server.url}/feeds/f`);
    const times = await page.locator('.lt-item .lt-dateline time').all();
    const ends = await Promise.all(
      times.map(async (time) => {
        const box = await time.boundingBox();
        return box === null ? undefined : box.x + box.width;
      }),
    );
    expect(ends).toHaveLength(4);
    expect(new Set(ends)).toEqual(new Set([ends[0]]));
    expect(ends[0]).toBeDefined();
  } finally {
    await browser.close();
  }
  await place.drop();
});
