import { until } from '../../until.ts';
import { findFaults } from '../embed/find-faults.ts';
import { openReadingRoom } from '../reading-room.ts';
import { narrow } from './narrow.ts';

const room = openReadingRoom();

const body = [
  '| District | Turnout | Yes | No | Invalid | Counted at |',
  '|---|--:|--:|--:|--:|:-:|',
  '| Harbour and the islands | 61.2 % | 10,204 | 9,880 | 112 | 7:04 PM |',
  '| الميناء | 58 % | 3 | 2 | 1 | 7:10 PM |',
].join('\n');

test('a table that is wider than the screen is scrolled in its own frame, by keyboard too, with and without scripts', async () => {
  const feed = await room.newFeed();
  await room.publish(feed, 'Results', { body });
  const { page: first } = await room.open(feed);
  for (const hasScripts of [true, false]) {
    const page = await narrow(first, hasScripts);
    await page.goto(room.addressOf(feed));
    const frame = page.locator('.lt-list .lt-table');
    await frame.waitFor();
    const cell = (words: string) => frame.locator('td', { hasText: words });
    const { right } = await frame.evaluate((one) => one.getBoundingClientRect().toJSON());
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    const edge = () => cell('7:04 PM').evaluate((one) => one.getBoundingClientRect().right);
    expect(await edge()).toBeGreaterThan(right);
    const align = (words: string) => cell(words).evaluate((one) => getComputedStyle(one).textAlign);
    expect([await align('61.2'), await align('7:04')]).toEqual(['end', 'center']);
    expect(await frame.getByRole('columnheader').allTextContents()).toHaveLength(6);
    expect(await cell('الميناء').getAttribute('dir')).toBe('rtl');
    if (hasScripts) expect(await findFaults(page)).toEqual([]);
    await frame.focus();
    await until(async () => {
      await page.keyboard.press('ArrowRight');
      return (await edge()) <= right + 1;
    }, 'the last column');
    await page.context().close();
  }
});
