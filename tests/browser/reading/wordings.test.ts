import { until } from '../../until.ts';
import { openReadingRoom } from '../reading-room.ts';
import type { Tab } from '../tab.ts';

const room = openReadingRoom();

const shown = (tab: Tab) => tab.page.locator('.lt-wordings');

async function openCorrected() {
  const feed = await room.newFeed();
  const item = await room.publish(feed, 'Two hundred people were on board');
  await room.correct(feed, item, 'Sixty people were on board');
  const tab = await room.open(feed);
  await tab.says('Live');
  await tab.page.locator('.lt-what').waitFor();
  return { feed, item, tab };
}

test('the earlier wording of a corrected item is shown on asking, with what was taken out and put in (R7)', async () => {
  const { tab } = await openCorrected();
  const name = tab.page.locator('.lt-what');
  expect(await name.getAttribute('aria-expanded')).toBe('false');
  await name.focus();
  await tab.page.keyboard.press('Enter');
  await shown(tab).waitFor();
  expect(await shown(tab).locator('del').allTextContents()).toEqual(['Two hundred']);
  expect(await shown(tab).locator('ins').allTextContents()).toEqual(['Sixty']);
  expect(await shown(tab).locator('dd').textContent()).toContain('people were on board');
  expect(await name.getAttribute('aria-expanded')).toBe('true');
  expect(await name.evaluate((one) => one.matches(':focus'))).toBe(true);
  // Told apart by more than colour.
  const [del, ins] = await Promise.all(
    ['del', 'ins'].map((tag) =>
      shown(tab)
        .locator(tag)
        .evaluate((one) => getComputedStyle(one).textDecorationLine),
    ),
  );
  expect([del, ins]).toEqual(['line-through', 'underline']);
  await tab.page.keyboard.press('Enter');
  await shown(tab).waitFor({ state: 'detached' });
});

test('earlier wordings that are open go with the item when it is taken down', async () => {
  const { feed, item, tab } = await openCorrected();
  await tab.page.locator('.lt-what').click();
  await shown(tab).waitFor();
  await room.takeDown(feed, item);
  await tab.page.locator('.lt-removed').waitFor();
  expect(await tab.holds('Two hundred')).toBe(false);
  expect(await tab.holds('Sixty')).toBe(false);
});

test('a wording that cannot be loaded says so, and is asked for again', async () => {
  const { tab } = await openCorrected();
  await tab.page.route('**/history', (route) => route.abort());
  await tab.page.locator('.lt-what').click();
  await tab.page.getByText('The earlier wording cannot be loaded. Try again').waitFor();
  await tab.page.unroute('**/history');
  await tab.page.locator('.lt-what').click();
  await until(async () => (await shown(tab).locator('del').count()) === 1, 'the wording');
});
