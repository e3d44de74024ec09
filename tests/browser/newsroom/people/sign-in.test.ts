import { until } from '../../../until.ts';
import { openEditorsRoom } from '../editors-room.ts';
import { written } from '../writing/written.ts';
import { signOut } from './sign-out.ts';

const room = openEditorsRoom();

test('who is invited chooses a name and a password by keyboard, and comes back by them', async () => {
  const feed = await room.feed();
  const asked = await room.server.call('POST', '/api/v1/invitations', { role: 'editor' });
  const link = new URL(String(asked.json['url']));
  const page = await room.page();
  const isAt = (title: string) => page.getByRole('heading', { name: title }).waitFor();
  await page.goto(`${room.server.url}/newsroom?feed=${feed}${link.hash}`);
  await page.getByText('You are invited.').waitFor();
  // The code is in no history and no bookmark.
  expect(page.url()).not.toContain('invitation');
  await page.keyboard.type('Olena');
  await page.keyboard.press('Tab');
  await page.keyboard.type('password123');
  await page.keyboard.press('Enter');
  await page.getByText('is too easy to guess').waitFor();
  await page.getByLabel('Password').fill('nine grey herons at the pier');
  await page.keyboard.press('Enter');
  await isAt('Dateline newsroom');
  await page.getByText('Olena', { exact: true }).waitFor();

  await signOut(page);
  await page.getByLabel('Name').fill('olena');
  await page.keyboard.press('Tab');
  await page.keyboard.type('something else');
  await page.keyboard.press('Enter');
  await page.getByText('Name and password do not belong together').waitFor();
  await page.getByLabel('Password').fill('nine grey herons at the pier');
  await page.keyboard.press('Enter');
  await page.getByText('Olena', { exact: true }).waitFor();

  const second = await room.page();
  await second.goto(`${room.server.url}/newsroom${link.hash}`);
  await second.getByLabel('Name').fill('Another');
  await second.getByLabel('Password').fill('nine grey herons at the pier');
  await second.keyboard.press('Enter');
  await second.getByText('This invitation is over').waitFor();
});

test('who is given another name finds the unsent text of before', async () => {
  const feed = await room.feed();
  const asked = await room.server.call('POST', '/api/v1/invitations', { role: 'editor' });
  const page = await room.page();
  await page.goto(
    `${room.server.url}/newsroom?feed=${feed}${new URL(String(asked.json['url'])).hash}`,
  );
  await page.getByLabel('Name').fill('Before');
  await page.getByLabel('Password').fill('nine grey herons at the pier');
  await page.keyboard.press('Enter');
  const body = page.locator('#composer').getByLabel('Text, in Markdown');
  await body.fill('Not sent yet');
  const { people } = (await room.server.call('GET', '/api/v1/people')).json as {
    people: { id: string; name: string }[];
  };
  const id = people.find(({ name }) => name === 'Before')?.id ?? '';
  await room.server.call('PATCH', `/api/v1/people/${id}`, { name: 'Afterwards' });
  await page.reload();
  await page.getByText('Afterwards', { exact: true }).waitFor();
  await until(async () => (await written(body)) === 'Not sent yet', 'the unsent text');
});
