import type { Page } from 'playwright-core';
import { codeIn } from '../../../codes-app.ts';
import { findFaults } from '../../embed/find-faults.ts';
import { openEditorsRoom } from '../editors-room.ts';
import { signOut } from './sign-out.ts';

const room = openEditorsRoom();
const password = 'nine grey herons at the pier';

async function join(page: Page, name: string): Promise<void> {
  const feed = await room.feed();
  const asked = await room.server.call('POST', '/api/v1/invitations', { role: 'editor' });
  const { hash } = new URL(String(asked.json['url']));
  await page.goto(`${room.server.url}/newsroom?feed=${feed}${hash}`);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  await page.getByText(name, { exact: true }).waitFor();
}

test('by keyboard, a person sets up an app, signs in with its code, and without it by a recovery code', async () => {
  const page = await room.page();
  await join(page, 'Olena');
  await page.goto(`${room.server.url}/newsroom/settings`);
  const part = page.getByRole('region', { name: 'Second factor' });
  await part.getByLabel('Your password').fill('something else');
  await page.keyboard.press('Enter');
  await part.getByText('This is not your password').waitFor();
  await part.getByLabel('Your password').fill(password);
  await page.keyboard.press('Enter');
  await part.getByRole('img', { name: /^QR code/ }).waitFor();
  const secret = (await part.locator('.nr-secret').textContent()) ?? '';
  expect(secret).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
  expect(await findFaults(page)).toEqual([]);
  await part.getByLabel('Code of the app').fill('12345');
  await page.keyboard.press('Enter');
  await part.getByText('This code is not right').waitFor();
  await part.getByLabel('Code of the app').fill(codeIn(0, secret));
  await page.keyboard.press('Enter');
  const codes = part.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await codes.first().waitFor();
  const [first = ''] = await codes.allTextContents();
  expect([await codes.count(), first]).toEqual([10, expect.stringMatching(/^([a-z2-7]{4}-?){4}$/)]);
  expect(await findFaults(page)).toEqual([]);

  // The secret is not shown a second time.
  await page.reload();
  await part.getByText('On. 10 recovery codes are left.').waitFor();
  expect(await page.content()).not.toContain(secret);
  expect(await findFaults(page)).toEqual([]);
  await signOut(page);

  const signIn = async (code: string) => {
    await page.getByLabel('Name').fill('olena');
    await page.getByLabel('Password').fill(password);
    await page.keyboard.press('Enter');
    await page.getByLabel('Code').waitFor();
    // The field has the focus.
    await page.keyboard.type(code);
    await page.keyboard.press('Enter');
  };
  await signIn('12345');
  await page.getByText('This code is not right').waitFor();
  await page.getByLabel('Code').fill(codeIn(1, secret));
  await page.keyboard.press('Enter');
  await page.getByText('Olena', { exact: true }).waitFor();
  await signOut(page);
  await signIn(first);
  await page.getByText('Olena', { exact: true }).waitFor();

  await part.getByText('On. 9 recovery codes are left.').waitFor();
});
