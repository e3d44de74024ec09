import type { Page } from 'playwright-core';
import { until } from '../../until.ts';
import { BuiltSite } from './built-site.ts';
import { openPackageRoom } from './package-room.ts';

describe('a component around the ticker', () => {
  const room = openPackageRoom();

  const headlines = (page: Page) => page.locator('live-ticker .lt-headline');
  const sheets = (page: Page) => page.evaluate(() => document.adoptedStyleSheets.length);
  const pressed = (page: Page, name: 'Show' | 'Hide') =>
    page.getByRole('button', { name, exact: true }).click();

  test.each(['react', 'vue', 'svelte'])(
    'in %s is live, shares one connection, and leaves nothing when it goes and comes back',
    async (framework) => {
      const { packed, server } = room;
      const folder = packed.example(framework);
      await using site = await BuiltSite.open(await packed.build(folder, server.url, 'storm'));
      const page = await room.open(site.url);
      const isLive = () => page.locator('output', { hasText: 'live' }).waitFor();
      await isLive();
      await headlines(page).first().waitFor();
      await page.locator('live-ticker .lt-rail .lt-headline').first().waitFor();
      expect(await room.connections()).toBe(1);
      const before = await sheets(page);
      for (const round of [1, 2]) {
        await pressed(page, 'Hide');
        await until(async () => (await room.connections()) === 0, 'no connection');
        expect(await page.locator('live-ticker, .lt-list').count()).toBe(0);
        await pressed(page, 'Show');
        await isLive();
        const headline = `${framework} ${round}`;
        await until(async () => (await room.connections()) === 1, 'one connection');
        await page.locator('live-ticker [part=status]', { hasText: 'Live' }).first().waitFor();
        await server.publish('storm', { headline });
        await page.getByRole('button', { name: '1 new update' }).click();
        await headlines(page).getByText(headline).first().waitFor();
        expect(await page.locator('live-ticker').count()).toBe(2);
        expect(await room.connections()).toBe(1);
      }
      expect(await sheets(page)).toBe(before);
      expect(room.complaints).toEqual([]);
    },
  );
});
