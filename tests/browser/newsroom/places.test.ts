import type { Page } from 'playwright-core';
import { until } from '../../until.ts';
import { openEditorsRoom } from './editors-room.ts';
import { hasFocus, written } from './writing/written.ts';

const room = openEditorsRoom();

const at = (page: Page, path: string) =>
  until(() => new URL(page.url()).pathname === path, `the address ${path}`);
const isAt = (page: Page, title: string) =>
  page.getByRole('heading', { name: title, level: 2 }).waitFor();

test('each place has an address; Back and Forward go between them, and nothing that is typed is lost', async () => {
  const feed = await room.feed();
  const desk = await room.editor(feed);
  const { page } = desk;
  // The link of an earlier version leads to the address that the feed has.
  await at(page, `/newsroom/feeds/${feed}`);
  await desk.publish('The first gate');
  await desk.row('The first gate').getByRole('button', { name: 'Edit' }).click();
  await desk.row('The first gate').getByLabel('Text, in Markdown').fill('half a thought');
  await desk.body.fill('Not sent yet');
  const place = page.getByRole('navigation', { name: 'Places' });
  await place.getByRole('link', { name: 'People' }).click();
  await isAt(page, 'People');
  await at(page, '/newsroom/people');
  await page.getByRole('link', { name: 'Audit' }).click();
  await isAt(page, 'Audit');
  await at(page, '/newsroom/people/audit');
  await place.getByRole('link', { name: 'Settings' }).click();
  await isAt(page, 'Settings');

  await page.goBack();
  await isAt(page, 'Audit');
  await page.goBack();
  await page.goBack();
  await desk.body.waitFor();
  await at(page, `/newsroom/feeds/${feed}`);
  expect(await written(desk.body)).toBe('Not sent yet');
  expect(await written(desk.row('The first gate').getByLabel('Text, in Markdown'))).toBe(
    'half a thought',
  );
  // Who comes back goes on typing where they were.
  await until(() => hasFocus(desk.body), 'the focus in the text');
  await page.goForward();
  await isAt(page, 'People');

  await page.reload();
  await isAt(page, 'People');
  await place.getByRole('link', { name: 'Desk' }).click();
  await at(page, `/newsroom/feeds/${feed}`);
  await until(async () => (await written(desk.body)) === 'Not sent yet', 'the unsent text');
});

test('places are gone to by keys alone, which do nothing where one types or where they are turned off', async () => {
  const feed = await room.feed();
  const desk = await room.editor(feed);
  const { page } = desk;
  await page.keyboard.type('gpgs');
  expect(await written(desk.body)).toBe('gpgs');
  await page.locator('h1').click();
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.type('gp');
  await isAt(page, 'People');
  await page.keyboard.type('gt');
  await isAt(page, 'Tokens');
  await page.keyboard.type('ga');
  await isAt(page, 'Audit');
  await page.keyboard.type('gs');
  await isAt(page, 'Settings');
  await page.keyboard.type('n');
  await desk.body.waitFor();
  await until(() => hasFocus(desk.body), 'the focus in the composer');
  await page.goto(`${room.server.url}/newsroom/settings`);
  await isAt(page, 'Settings');
  await page.keyboard.type('?');
  await desk.dialog('Keys').getByText('Go to the people').waitFor();
  await page.keyboard.press('Escape');
  await page.getByLabel('Single letters are keys').uncheck();
  await page.keyboard.type('gp');
  await page.keyboard.type('?');
  await page.reload();
  await isAt(page, 'Settings');
  expect(await page.getByLabel('Single letters are keys').isChecked()).toBe(false);
  expect(await page.getByRole('dialog').count()).toBe(0);
});

test('a feed is found among hundreds by a word and Enter', async () => {
  const feed = await room.feed({ title: 'Évacuation of the old town' });
  const other = await room.feed({ title: 'Elections in district 12' });
  const desk = await room.editor(other);
  const { page } = desk;
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('f');
  await desk.dialog('Feeds').waitFor();
  await page.keyboard.type('TOWN evac');
  await page.keyboard.press('Enter');
  await at(page, `/newsroom/feeds/${feed}`);
  await page.getByRole('button', { name: 'Feed: Évacuation' }).click();
  await page.keyboard.type('district');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await at(page, `/newsroom/feeds/${other}`);

  await page.getByRole('button', { name: 'Feed: Elections' }).click();
  await page.getByRole('button', { name: 'New feed' }).click();
  await desk.dialog('New feed').getByLabel('Title').fill('Flood');
  await page.keyboard.press('Enter');
  await at(page, '/newsroom/feeds/flood');
  await page.getByRole('button', { name: 'Feed: Flood' }).waitFor();
});

test('a place that cannot be loaded says so, and the text in the composer stays', async () => {
  const desk = await room.editor(await room.feed());
  const { page } = desk;
  await desk.body.fill('Not sent yet');
  await page.route(/people-place/, (route) => route.abort());
  await page.getByRole('link', { name: 'People' }).click();
  await page.getByText('This place cannot be opened now').waitFor();
  await page.goBack();
  await until(async () => (await written(desk.body)) === 'Not sent yet', 'the text');
});

test('an item of any feed is found by its words, by keyboard alone, and leads to the desk of its feed', async () => {
  const [feed, other] = [await room.feed(), await room.feed()];
  await room.server.publish(other, { headline: 'Quayside crane moved', body: 'At *noon*.' });
  const { page } = await room.editor(feed);
  await page.getByRole('button', { name: 'Search' }).focus();
  await page.keyboard.press('/');
  const dialog = page.getByRole('dialog', { name: 'Search' });
  await dialog.getByLabel('Words of an item').waitFor();
  await until(() => hasFocus(dialog.getByLabel('Words of an item')), 'the focus in the field');
  await page.keyboard.type('CRANE quays');
  await dialog.getByRole('link', { name: 'Quayside crane moved' }).waitFor();
  expect(await dialog.locator('mark').allTextContents()).toEqual(['Quayside', 'crane']);
  await dialog.getByRole('button', { name: /^Desk of/ }).press('Enter');
  await at(page, `/newsroom/feeds/${other}`);
});
