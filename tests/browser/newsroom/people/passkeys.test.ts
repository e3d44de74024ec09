import type { CDPSession, Page } from 'playwright-core';
import { adminToken } from '../../../call.ts';
import { findFaults } from '../../embed/find-faults.ts';
import { openEditorsRoom } from '../editors-room.ts';
import { signOut } from './sign-out.ts';

const room = openEditorsRoom();
const password = 'nine grey herons at the pier';

/** Where browsers have passkeys without https. */
const home = () => `http://localhost:${new URL(room.server.url).port}`;

async function join(page: Page, name: string): Promise<void> {
  const feed = await room.feed();
  const asked = await room.server.call('POST', '/api/v1/invitations', { role: 'editor' });
  const { hash } = new URL(String(asked.json['url']));
  await page.goto(`${home()}/newsroom?feed=${feed}${hash}`);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  await page.getByText(name, { exact: true }).waitFor();
}

/** A device that knows its owner by finger, face or PIN. */
async function device(page: Page) {
  const devtools: CDPSession = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { devtools, authenticatorId };
}

const part = (page: Page) => page.getByRole('region', { name: 'Passkeys' });
const openSettings = (page: Page) => page.goto(`${home()}/newsroom/settings`);

async function addPasskey(page: Page, name: string): Promise<void> {
  await part(page).getByLabel('Name of the device').fill(name);
  await part(page).getByLabel('Your password, for the passkey').fill(password);
  await page.keyboard.press('Enter');
}

test('a person adds a passkey, signs in by it without a name, and removes it', async () => {
  const page = await room.page();
  const { devtools, authenticatorId } = await device(page);
  await join(page, 'Olena');
  await openSettings(page);
  await part(page).getByLabel('Name of the device').fill('Phone');
  await part(page).getByLabel('Your password, for the passkey').fill('something else');
  await page.keyboard.press('Enter');
  await part(page).getByText('This is not your password').waitFor();
  await addPasskey(page, 'Phone');
  await part(page).getByText('Never used').waitFor();
  expect(await findFaults(page)).toEqual([]);
  await addPasskey(page, 'Phone again');
  await part(page).getByText('This device has one of your passkeys already.').waitFor();

  const comeBack = async () => {
    await signOut(page);
    await page.getByRole('button', { name: 'Passkey' }).click();
  };
  await comeBack();
  await page.getByText('Olena', { exact: true }).waitFor();

  // A copy of the device, which has counted less often than the device itself.
  const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId });
  const [copied] = credentials;
  if (copied === undefined) throw new Error('The device has no passkey.');
  const { credentialId } = copied;
  await devtools.send('WebAuthn.removeCredential', { authenticatorId, credentialId });
  await devtools.send('WebAuthn.addCredential', {
    authenticatorId,
    credential: { ...copied, signCount: 0 },
  });
  await comeBack();
  await page.getByText('Not signed in').waitFor();

  await devtools.send('WebAuthn.removeCredential', { authenticatorId, credentialId });
  await devtools.send('WebAuthn.addCredential', {
    authenticatorId,
    credential: { ...copied, signCount: copied.signCount + 9 },
  });
  await page.getByRole('button', { name: 'Passkey' }).click();
  await page.getByText('Olena', { exact: true }).waitFor();
  await openSettings(page);
  await part(page).getByText('Last used').waitFor();
  await part(page).getByRole('button', { name: 'Remove Phone' }).click();
  await part(page).getByText('None.', { exact: false }).waitFor();
  await comeBack();
  await page.getByText('Not signed in').waitFor();
});

test('a device without a passkey of this site says so, and the password signs in', async () => {
  const page = await room.page();
  await join(page, 'Vera');
  await signOut(page);
  const { devtools, authenticatorId } = await device(page);
  await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await page.getByRole('button', { name: 'Passkey' }).click();
  await page.getByText('No passkey was used').waitFor();
  await page.getByLabel('Name').fill('Vera');
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  await page.getByText('Vera', { exact: true }).waitFor();
});

test('an admin sees who has passkeys, and takes them off a person who lost the device, who is signed out', async () => {
  const page = await room.page();
  await device(page);
  await join(page, 'Marta');
  await openSettings(page);
  await addPasskey(page, 'Phone');
  await part(page).getByText('Never used').waitFor();

  const desk = await room.page();
  await desk.goto(`${room.server.url}/newsroom/people`);
  await desk.getByLabel('Token').fill(adminToken);
  await desk.keyboard.press('Enter');
  const row = desk.locator('.nr-table > li', { hasText: 'Marta' });
  await row.getByText('1 passkey').waitFor();
  await row.getByRole('button', { name: 'Change' }).press('Enter');
  await row.getByRole('button', { name: 'Take off the passkeys' }).press('Enter');
  const ask = desk.getByRole('dialog', { name: 'Take off the passkeys of Marta?' });
  await ask.getByText('Marta is signed out everywhere').waitFor();
  expect(await findFaults(desk)).toEqual([]);
  await ask.getByRole('button', { name: 'Take off' }).press('Enter');
  await row.getByText('1 passkey').waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('button', { name: 'Passkey' }).waitFor();
});
