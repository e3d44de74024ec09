import { openBrowser } from '../browser.ts';
import { openReadingRoom } from '../reading-room.ts';

const room = openReadingRoom();

test('without scripts a feed has its newest 20 items, and links lead to all older ones, each once (R14)', async () => {
  const feed = await room.newFeed();
  await room.server.publishMany(feed, 50);
  const browser = await openBrowser();
  try {
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await page.goto(room.addressOf(feed));
    const shown = () => page.locator('.lt-list .lt-headline').allTextContents();
    const seen = [...(await shown())];
    expect(seen).toHaveLength(20);
    const older = page.locator('.site-older a').last();
    while ((await older.count()) > 0 && seen.length < 200) {
      const before = page.url();
      await older.click();
      await page.waitForURL((url) => url.href !== before);
      seen.push(...(await shown()));
    }
    expect(seen).toHaveLength(50);
    expect(new Set(seen).size).toBe(50);
  } finally {
    await browser.close();
  }
});
