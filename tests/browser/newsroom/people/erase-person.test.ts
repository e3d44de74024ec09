import type { Page } from 'playwright-core';
import { findFaults } from '../../embed/find-faults.ts';
import { openEditorsRoom } from '../editors-room.ts';

const room = openEditorsRoom({ shared: true });
const password = 'nine grey herons at the pier';

async function join(name: string, role: string): Promise<string> {
  const asked = await room.server.call('POST', '/api/v1/invitations', { role });
  const code = String(asked.json['url']).split('=')[1];
  const made = await room.server.call('POST', `/api/v1/invitations/${code}`, { name, password });
  return String(made.json['id']);
}

/** A page of an instance, signed in by name and password. */
async function signedIn(url: string, name: string, path: string): Promise<Page> {
  const page = await room.page();
  // The desk asks every few seconds as well: here nothing but the server's own word ends it.
  await page.addInitScript(() => Object.assign(globalThis, { setInterval: () => 0 }));
  await page.goto(`${url}/newsroom${path}`);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  return page;
}

/** What has the focus, as a screen reader names it. */
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.textContent ?? 'nothing');

async function names(): Promise<readonly string[]> {
  const { json } = await room.server.call('GET', '/api/v1/people');
  return (json['people'] as { name: string }[]).map(({ name }) => name);
}

test('an admin erases a colleague by keyboard, told what goes and what stays, whose open page of another instance ends at once', async () => {
  const feed = await room.feed();
  await join('Iris', 'admin');
  await join('Marek', 'admin');
  await join('Olena', 'editor');
  const theirs = await signedIn(room.other.url, 'Olena', `/feeds/${feed}`);
  await theirs.getByText('Olena', { exact: true }).waitFor();
  const page = await signedIn(room.server.url, 'Iris', '/people');
  const row = page.locator('.nr-table > li', { hasText: 'Olena' });
  const actions = (name: string) => page.getByRole('group', { name: `Actions: ${name}` });
  await actions('Marek').getByRole('button', { name: 'Erase…' }).waitFor();
  // Nobody erases themselves.
  expect(await actions('Iris').getByRole('button', { name: 'Erase…' }).count()).toBe(0);

  await actions('Olena').getByRole('button', { name: 'Remove' }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const ask = page.getByRole('dialog', { name: 'Erase Olena?' });
  await ask.getByText('What stays: what was published, with its bylines').waitFor();
  await ask.getByText('It cannot be undone.').waitFor();
  expect(await findFaults(page)).toEqual([]);
  // The field has the focus: who types at once types there.
  await page.keyboard.type('Olen');
  await page.keyboard.press('Enter');
  await ask.getByText('Type “Olena”, as it stands above.').waitFor();
  await page.keyboard.press('Escape');
  await ask.waitFor({ state: 'detached' });
  expect(await focused(page)).toBe('Erase…');
  expect(await names()).toEqual(['Iris', 'Marek', 'Olena']);

  await page.keyboard.press('Enter');
  await page.keyboard.type('Olena');
  await page.keyboard.press('Enter');
  await row.waitFor({ state: 'detached' });
  await page.getByText('The person is erased').waitFor();
  expect(await names()).toEqual(['Iris', 'Marek']);
  expect(await page.content()).not.toContain('Olena');
  // The focus is on the row before it, not at the top of the page.
  expect(await focused(page)).toBe('Change');

  await theirs.getByLabel('Password').waitFor();
  const audit = await room.server.call('GET', '/api/v1/audit?limit=100');
  expect(audit.text).not.toContain('Olena');
  expect(audit.json['acts']).toContainEqual(
    expect.objectContaining({ name: 'Iris', action: 'erase person' }),
  );
});

test('what is refused is said in the dialog, with the cure, and nothing is changed', async () => {
  const change = async (name: string, role: string): Promise<void> => {
    const { json } = await room.server.call('GET', '/api/v1/people');
    const one = (json['people'] as { id: string; name: string }[]).find((o) => o.name === name);
    await room.server.call('PATCH', `/api/v1/people/${one?.id}`, { role });
  };
  await join('Nadia', 'admin');
  const { page } = await room.editor(await room.feed());
  await page.goto(`${room.server.url}/newsroom/people`);
  const row = page.locator('.nr-table > li', { hasText: 'Nadia' });
  await row.getByRole('button', { name: 'Erase…' }).click();
  const ask = page.getByRole('dialog', { name: 'Erase Nadia?' });
  // Meanwhile all other admins become editors.
  for (const name of await names()) if (name !== 'Nadia') await change(name, 'editor');
  await page.keyboard.type('Nadia');
  await page.keyboard.press('Enter');
  await ask.getByRole('alert').getByText('Make somebody else an admin first.').waitFor();
  expect(await names()).toContain('Nadia');
});
