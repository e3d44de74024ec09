import { openReadingRoom } from '../reading-room.ts';
import type { Tab } from '../tab.ts';

const room = openReadingRoom();

const bar = (tab: Tab) => tab.page.locator('live-ticker [part=alarm-bar]');
const tops = (tab: Tab) =>
  tab.page
    .locator('live-ticker .lt-list > li')
    .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().top));

async function openFeed() {
  const feed = await room.newFeed();
  await room.publish(feed, 'before');
  const tab = await room.open(feed);
  await tab.says('Live');
  await tab.page.locator('live-ticker [part=filter]').first().waitFor();
  return { feed, tab };
}

test('breaking news are seen with their headline the moment they come, and nothing moves', async () => {
  const { feed, tab } = await openFeed();
  const before = await tops(tab);
  await room.publish(feed, 'The gates have failed', { breaking: true });
  await bar(tab).waitFor();
  expect(await bar(tab).textContent()).toMatch(/^Breaking, \d\d:\d\d The gates have failed×$/);
  expect(await tops(tab)).toEqual(before);
  await tab.page.locator('live-ticker [part=alarm-open]').press('Enter');
  await tab.shows('Breaking The gates have failed', 'before');
  expect(await tab.page.evaluate(() => document.activeElement?.textContent)).toBe(
    'Breaking The gates have failed',
  );
  await bar(tab).waitFor({ state: 'hidden' });
});

test('the bar follows corrections, and goes with a takedown, without a word left', async () => {
  const { feed, tab } = await openFeed();
  const item = await room.publish(feed, 'The gates have failed', { breaking: true });
  await bar(tab).waitFor();
  await room.correct(feed, item, 'The gates hold');
  await bar(tab).getByText('The gates hold').waitFor();
  await room.takeDown(feed, item);
  await bar(tab).waitFor({ state: 'hidden' });
  expect(await bar(tab).textContent()).not.toContain('gates');
});

test('the bar is closed by the reader, and does not come while the ticker is paused', async () => {
  const { feed, tab } = await openFeed();
  await room.publish(feed, 'first', { breaking: true });
  await bar(tab).waitFor();
  await tab.page.locator('live-ticker [part=alarm-close]').click();
  await bar(tab).waitFor({ state: 'hidden' });
  await tab.page.locator('live-ticker [part=pause]').click();
  await room.publish(feed, 'second', { breaking: true });
  await room.publish(feed, 'third');
  const { seq } = (await room.server.call('GET', `/api/v1/feeds/${feed}/head`)).json;
  await tab.page.waitForFunction(
    (last) => globalThis.noted.some((note) => note.kind === 'heard' && note.body.seq === last),
    seq as number,
  );
  expect(await bar(tab).isVisible()).toBe(false);
});

test('the bar makes room for the state of a lost line, and stands again when the line is back', async () => {
  const { feed, tab } = await openFeed();
  await room.publish(feed, 'The gates have failed', { breaking: true });
  await bar(tab).waitFor();
  room.cable.pullOut();
  await bar(tab).waitFor({ state: 'hidden' });
  room.cable.putIn();
  await tab.says('Live');
  await bar(tab).getByText('The gates have failed').waitFor();
});

test('what the reader has read while the line was lost is not said again', async () => {
  const { feed, tab } = await openFeed();
  await room.publish(feed, 'The gates have failed', { breaking: true });
  await bar(tab).waitFor();
  room.cable.pullOut();
  await bar(tab).waitFor({ state: 'hidden' });
  await tab.page.locator('live-ticker [part=pill]').click();
  await tab.lists(['Breaking The gates have failed', 'before']);
  room.cable.putIn();
  await tab.says('Live');
  expect(await bar(tab).isVisible()).toBe(false);
  expect(await bar(tab).textContent()).not.toContain('gates');
});
