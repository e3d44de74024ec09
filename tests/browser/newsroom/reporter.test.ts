import type { Page } from 'playwright-core';
import { until } from '../../until.ts';
import { openEditorsRoom } from './editors-room.ts';

const room = openEditorsRoom();
const password = 'nine grey herons at the pier';

async function signedIn(name: string, feed: string, role: string, feeds: object): Promise<Page> {
  const asked = await room.server.call('POST', '/api/v1/invitations', { role, feeds });
  const code = String(asked.json['url']).split('=')[1];
  await room.server.call('POST', `/api/v1/invitations/${code}`, { name, password });
  const page = await room.page();
  await page.goto(`${room.server.url}/newsroom/feeds/${feed}`);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('.nr-status').first().waitFor();
  return page;
}

const buttons = (page: Page) => page.getByRole('button').allTextContents();

test('who may not publish sees nothing that publishes, and sends texts to the queue by the keys of an editor', async () => {
  const feed = await room.feed();
  await room.server.publish(feed, { headline: 'The first gate' });
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  await room.server.call('POST', `/api/v1/feeds/${feed}/items`, {
    headline: 'At its time',
    embargo: soon,
  });
  const page = await signedIn('Sam', feed, 'reporter', {});
  const row = (words: string) => page.locator('.nr-row', { hasText: words });
  await row('The first gate').waitFor();
  await row('At its time').waitFor();
  const publishing = /Publish|Schedule|Correct|Withdraw|^Remove|^Pin|New feed|Feed settings|People/;
  expect((await buttons(page)).filter((words) => publishing.test(words))).toEqual([]);
  expect(await page.getByRole('link', { name: 'People' }).count()).toBe(0);
  expect(await row('At its time').getByRole('button').count()).toBe(0);
  await page.getByText('More fields').click();
  expect(await page.getByLabel(/Schedule for/).count()).toBe(0);

  await page.locator('#composer').getByLabel('Text, in Markdown').fill('Two gates more');
  await page.keyboard.press('Control+Enter');
  await row('Two gates more').getByRole('button', { name: 'Edit' }).waitFor();
  expect((await buttons(page)).filter((words) => publishing.test(words))).toEqual([]);
  await row('Two gates more').getByRole('button', { name: 'Edit' }).click();
  await row('Two gates more').getByLabel('Text, in Markdown').fill('Three gates more');
  await page.keyboard.press('Control+Enter');
  await row('Three gates more').waitFor();
  const { items } = (await room.server.call('GET', `/api/v1/feeds/${feed}`)).json as {
    items: { headline: string }[];
  };
  expect(items.map(({ headline }) => headline)).toEqual(['The first gate']);
});

test('another role in a single feed counts there, and no role writes nothing', async () => {
  const [feed, other, closed] = [await room.feed(), await room.feed(), await room.feed()];
  const page = await signedIn('Lena', feed, 'reporter', { [other]: 'editor', [closed]: 'none' });
  await page.getByRole('button', { name: 'Send to the queue' }).waitFor();
  const go = async (slug: string) => {
    await page.getByRole('button', { name: 'Feed: ' }).click();
    await page.keyboard.type(slug);
    await page.keyboard.press('Enter');
    await until(() => page.url().endsWith(`/feeds/${slug}`), slug);
  };
  await go(other);
  await page.getByRole('button', { name: 'Publish', exact: true }).waitFor();
  await go(closed);
  await page.getByText('You may not write in this feed').waitFor();
  expect(await page.locator('#composer').count()).toBe(0);
});

test('who is no admin is told so at the address of the people', async () => {
  const feed = await room.feed();
  const page = await signedIn('Otto', feed, 'editor', {});
  await page.goto(`${room.server.url}/newsroom/people`);
  await page.getByText('Only an admin sees who works here').waitFor();
});
