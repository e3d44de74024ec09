import { openReadingRoom } from '../reading-room.ts';
import type { Tab } from '../tab.ts';
import { until } from '../../until.ts';

const room = openReadingRoom();

const filters = (tab: Tab) =>
  tab.page.locator('live-ticker [part=filter]:visible').allTextContents();
const choose = (tab: Tab, name: string) =>
  tab.page.locator('live-ticker [part=filter]', { hasText: name }).click();

async function openMixed(): Promise<{ readonly feed: string; readonly tab: Tab }> {
  const feed = await room.newFeed();
  const plain = await room.publish(feed, 'plain');
  await room.publish(feed, 'a key event', { key: true });
  await room.publish(feed, 'a picture', {
    image: { url: 'https://a.example/a.png', alt: 'A', width: 30, height: 20 },
  });
  await room.correct(feed, plain, 'plain, corrected');
  const tab = await room.open(feed);
  await tab.page.locator('live-ticker [part=filter]').first().waitFor();
  return { feed, tab };
}

test('a reader chooses a kind of items, and sees how many there are of each (R8)', async () => {
  const { feed, tab } = await openMixed();
  expect(await filters(tab)).toEqual(['All 3', 'Key 1', 'Pictures 1', 'Corrected 1']);
  await choose(tab, 'Key');
  await tab.lists(['a key event']);
  await room.publish(feed, 'another key event', { key: true });
  await room.publish(feed, 'not one');
  await tab.shows('another key event', 'a key event');
  expect(await filters(tab)).toEqual(['All 5', 'Key 2', 'Pictures 1', 'Corrected 1']);
  await choose(tab, 'Corrected');
  await tab.lists(['plain, corrected']);
  await choose(tab, 'All');
  expect((await tab.headlines()).length).toBe(5);
});

test('a kind of which the last item is taken down says that there is none', async () => {
  const feed = await room.newFeed();
  const gone = await room.publish(feed, 'a key event', { key: true });
  await room.publish(feed, 'plain');
  const tab = await room.open(feed);
  await tab.says('Live');
  await choose(tab, 'Key');
  await room.takeDown(feed, gone);
  await tab.page.getByText('None of these updates is of that kind.').waitFor();
  await tab.lists([]);
});

test('kinds are chosen by keyboard alone', async () => {
  const { tab } = await openMixed();
  const key = tab.page.locator('live-ticker [part=filter]', { hasText: 'Key' });
  await key.focus();
  await tab.page.keyboard.press('Enter');
  await tab.lists(['a key event']);
  expect(await key.getAttribute('aria-pressed')).toBe('true');
  expect(await key.evaluate((one) => one.matches(':focus'))).toBe(true);
});

test('a reader reads the oldest first, and has news come in at once, here and on the next visit (R15d)', async () => {
  const feed = await room.newFeed();
  for (const headline of ['one', 'two', 'three']) await room.publish(feed, headline);
  const tab = await room.open(feed);
  await tab.says('Live');
  const { page } = tab;
  await page.locator('live-ticker [part=view-name]').click();
  await page.getByLabel('Oldest first').check();
  await tab.lists(['one', 'two', 'three']);
  await page.getByLabel('Show new updates at once').check();
  await room.publish(feed, 'four');
  const list = async () => (await tab.headlines()).join();
  await until(async () => (await list()) === 'one,two,three,four', 'the news in the list');
  await page.reload();
  await until(async () => (await list()) === 'one,two,three,four', 'the order of before');
  await page.keyboard.press('Escape');
  expect(await page.getByLabel('Newest first').isChecked()).toBe(false);
});
