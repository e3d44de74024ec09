import type { Page } from 'playwright-core';
import { until } from '../../../until.ts';
import { signedBySlack, signingSecret } from '../../../slack-call.ts';
import { findFaults } from '../../embed/find-faults.ts';
import { openEditorsRoom } from '../editors-room.ts';

const room = openEditorsRoom();
const password = 'nine grey herons at the pier';

const rowOf = (page: Page, name: string) => page.locator('.nr-table > li', { hasText: name });

/** Makes a person, as an invitation that is accepted does. */
async function join(name: string, role: string, feeds: object = {}): Promise<void> {
  const asked = await room.server.call('POST', '/api/v1/invitations', { role, feeds });
  const code = String(asked.json['url']).split('=')[1];
  await room.server.call('POST', `/api/v1/invitations/${code}`, { name, password });
}

/** A page at a place, signed in by name and password. */
async function signedIn(name: string, path: string): Promise<Page> {
  const page = await room.page();
  await page.goto(`${room.server.url}/newsroom${path}`);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  return page;
}

async function grantOf(name: string): Promise<unknown> {
  const { json } = await room.server.call('GET', '/api/v1/people');
  const all = json['people'] as { name: string; role: string; feeds: object }[];
  return all.filter((one) => one.name === name).map(({ role, feeds }) => ({ role, feeds }))[0];
}

test('an admin invites by keyboard; the link is shown once, can be copied, opens the newsroom, and can be taken back', async () => {
  const feed = await room.feed();
  const { page } = await room.editor(feed);
  await page.getByRole('link', { name: 'People' }).click();
  await page.getByRole('button', { name: 'Invite' }).press('Enter');
  await page.keyboard.type('jana@paper.example');
  await page.getByLabel('Role', { exact: true }).selectOption('Reporter');
  await page.getByText('Readers see none of it').waitFor();
  await page.getByRole('button', { name: 'Another role in a single feed' }).press('Enter');
  await page.getByRole('combobox', { name: 'In the feed' }).fill(feed);
  await page.getByLabel('Role there').selectOption('Editor');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Make the link' }).press('Enter');
  const link = page.getByLabel('The link for the person you invite');
  const address = await link.inputValue();
  expect(new URL(address).hash).toMatch(/^#invitation=[\w-]{43}$/);
  expect(await link.evaluate((field) => field === document.activeElement)).toBe(true);
  await page.getByRole('button', { name: 'Done' }).click();
  await rowOf(page, 'jana@paper.example').getByText(`Reporter; Editor in ${feed}`).waitFor();
  expect(await page.content()).not.toContain(new URL(address).hash.slice(12));

  const guest = await room.page();
  await guest.goto(address);
  await guest.getByLabel('Name').fill('Jana');
  await guest.getByLabel('Password').fill(password);
  await guest.keyboard.press('Enter');
  await guest.getByText('Jana', { exact: true }).waitFor();
  expect(await grantOf('Jana')).toEqual({ role: 'reporter', feeds: { [feed]: 'editor' } });

  await room.server.call('POST', '/api/v1/invitations', { role: 'editor', email: 'k@example.org' });
  await page.reload();
  await rowOf(page, 'Jana').getByText('Last here').waitFor();
  await rowOf(page, 'k@example.org').getByRole('button', { name: 'Take back' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
  await rowOf(page, 'k@example.org').waitFor({ state: 'detached' });
});

test('an admin changes and removes a colleague, told what it does; the last admin is told why they stay', async () => {
  await join('Iris', 'admin');
  await join('Olena', 'reporter');
  const page = await signedIn('Iris', '/people');
  await rowOf(page, 'Iris').getByText('The last admin stays').waitFor();
  await rowOf(page, 'Iris').getByRole('button', { name: 'Change' }).click();
  await page.getByText('make somebody else an admin first').waitFor();
  expect(await page.getByLabel('Role', { exact: true }).isDisabled()).toBe(true);
  await page.keyboard.press('Escape');

  await rowOf(page, 'Olena').getByRole('button', { name: 'Change' }).click();
  await page.getByLabel('Role', { exact: true }).selectOption('Admin');
  await page.getByText('It holds from the next act on').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await rowOf(page, 'Olena').getByText('Admin').waitFor();
  expect(await grantOf('Olena')).toEqual({ role: 'admin', feeds: {} });
  await rowOf(page, 'Iris').getByRole('button', { name: 'Remove' }).waitFor();

  await rowOf(page, 'Olena').getByRole('button', { name: 'Remove' }).click();
  const ask = page.getByRole('dialog', { name: 'Remove Olena?' });
  await ask.getByText('signed out everywhere at once').waitFor();
  await ask.getByRole('button', { name: 'Cancel' }).click();
  expect(await grantOf('Olena')).toBeDefined();
  await rowOf(page, 'Olena').getByRole('button', { name: 'Remove' }).click();
  await ask.getByRole('button', { name: 'Remove' }).click();
  await rowOf(page, 'Olena').waitFor({ state: 'detached' });
  expect(await grantOf('Olena')).toBeUndefined();

  // What a colleague did meanwhile is refused in words, and nothing is changed.
  await join('Marek', 'admin');
  await page.reload();
  await rowOf(page, 'Iris').getByRole('button', { name: 'Change' }).click();
  await page.getByLabel('Role', { exact: true }).selectOption('Editor');
  const { json } = await room.server.call('GET', '/api/v1/people');
  const marek = (json['people'] as { id: string; name: string }[]).find(
    ({ name }) => name === 'Marek',
  );
  await room.server.call('DELETE', `/api/v1/people/${marek?.id}`);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('"Iris" is the last admin.').waitFor();
  expect(await grantOf('Iris')).toEqual({ role: 'admin', feeds: {} });
});

test('a token is made, shown once and ended; the audit tells so, and is searched by who, what and when', async () => {
  const { page } = await room.editor(await room.feed());
  await page.goto(`${room.server.url}/newsroom/people/tokens`);
  const described = await page.getByRole('link', { name: 'the API' }).getAttribute('href');
  expect((await fetch(new URL(described ?? '', page.url()))).status).toBe(200);
  await page.getByRole('button', { name: 'New token' }).click();
  await page.keyboard.type('wire');
  await page.getByRole('button', { name: 'Make the token' }).click();
  const secret = await page.getByLabel('The token “wire”').inputValue();
  expect(secret).toMatch(/^dateline_/);
  await page.getByRole('button', { name: 'Done' }).click();
  await rowOf(page, 'wire').getByText('Never used').waitFor();
  expect(await page.content()).not.toContain(secret);
  const bearer = { authorization: `Bearer ${secret}` };
  expect((await room.server.call('GET', '/api/v1/feeds', undefined, bearer)).status).toBe(200);
  await rowOf(page, 'wire').getByRole('button', { name: 'End' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End' }).click();
  await rowOf(page, 'wire').waitFor({ state: 'detached' });
  expect((await room.server.call('GET', '/api/v1/feeds', undefined, bearer)).status).toBe(401);

  for (let n = 0; n < 60; n += 1) await room.server.publish('feed-1', { headline: `${n}` });
  await page.getByRole('link', { name: 'Audit' }).click();
  const acts = page.locator('.nr-table > li');
  await page.getByText('The newest 50').waitFor();
  expect(await acts.count()).toBe(50);
  await page.getByRole('button', { name: 'Older' }).click();
  await until(async () => (await acts.count()) > 50, 'older acts');
  await page.getByLabel('What').selectOption('Made a token');
  await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
  await page.getByText('1 in all').waitFor();
  expect(await acts.first().textContent()).toContain('wire, reporter');
  await page.getByLabel('Who').fill('nobody');
  await page.keyboard.press('Enter');
  await page.getByText('Nothing of that kind').waitFor();
  await page.getByLabel('Who').fill('');
  await page.getByLabel('Until').fill('2020-01-01T00:00');
  await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
  await page.getByText('Nothing of that kind').waitFor();
});

test('a chat is let in by its feed and role, told its address once, and shut out', async () => {
  const feed = await room.feed({ title: 'Storm' });
  const { page } = await room.editor(feed);
  await page.goto(`${room.server.url}/newsroom/people/tokens`);
  await page.getByRole('button', { name: 'New chat' }).click();
  await page.keyboard.type('Newsdesk');
  const form = page.getByRole('form', { name: 'New chat' });
  await form.getByLabel('Into the feed').selectOption(feed);
  await form.getByLabel('Messages become').selectOption('Published at once');
  await form.getByLabel('Channel or chat').fill('#news');
  await form.getByRole('button', { name: 'Let the chat in' }).click();
  await form.getByText('must be the id of a channel').waitFor();
  await form
    .getByText('must be the Signing Secret of your Slack app')
    .or(form.getByText('must not be blank'))
    .first()
    .waitFor();
  await form.getByLabel('Channel or chat').fill('C024BE91L');
  await form.getByLabel('Signing secret').fill(signingSecret);
  await form.getByLabel('Bylines of senders').fill('U1 Ana Ruiz');
  expect(await findFaults(page)).toEqual([]);
  await form.getByRole('button', { name: 'Let the chat in' }).click();
  const url = await page.getByLabel('The Request URL for Slack').inputValue();
  expect(url).toMatch(/\/api\/v1\/inbound\/[\w-]{43}$/);
  await page.getByRole('button', { name: 'Done' }).click();
  const row = rowOf(page, 'Newsdesk');
  await row.getByText(`Slack C024BE91L, publishes in ${feed}`).waitFor();
  expect(await page.content()).not.toContain(url.slice(-43));
  const body = JSON.stringify({ type: 'url_verification', challenge: 'abc' });
  const headers = signedBySlack(body);
  const path = new URL(url).pathname;
  expect((await room.server.call('POST', path, body, headers)).json).toEqual({ challenge: 'abc' });
  await row.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Shut it out' }).click();
  await row.waitFor({ state: 'detached' });
  expect((await room.server.call('POST', path, body, headers)).status).toBe(401);
});

test('one sees where one is signed in, ends it elsewhere, and changes the password; a wrong one signs nobody out', async () => {
  await join('Lucía', 'reporter');
  const first = await signedIn('Lucía', '/settings');
  await first.getByText('This one').waitFor();
  const second = await signedIn('Lucía', '/settings');
  const third = await signedIn('Lucía', '/settings');
  await third.getByText('This one').waitFor();
  expect(await third.getByRole('button', { name: /^End Chrome/ }).count()).toBe(2);
  await third
    .getByRole('button', { name: /^End Chrome/ })
    .first()
    .click();
  await until(
    async () => (await third.getByRole('button', { name: /^End Chrome/ }).count()) === 1,
    'one session less',
  );
  await third.getByRole('button', { name: 'End all others' }).click();
  await third.getByRole('button', { name: 'End all others' }).waitFor({ state: 'detached' });
  for (const page of [first, second]) {
    await page.getByRole('link', { name: 'Desk' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  }
  await third.getByLabel('Present password').fill('wrong');
  await third.getByLabel('New password').fill(`${password} too`);
  await third.getByRole('button', { name: 'Change the password' }).click();
  await third.getByText('This is not your present password.').waitFor();
  expect(await third.getByRole('dialog').count()).toBe(0);
  await third.getByLabel('Present password').fill(password);
  await third.getByRole('button', { name: 'Change the password' }).click();
  await third.getByText('The password is changed').waitFor();
});
