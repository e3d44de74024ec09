import type { Page } from 'playwright-core';
import { until } from '../../until.ts';
import { openEditorsRoom } from './editors-room.ts';
import { comeIn, joinAs } from './join-as.ts';
import { written } from './writing/written.ts';

const room = openEditorsRoom({ shared: true });
let people = 0;

const composer = (page: Page) => page.locator('#composer').getByLabel('Text, in Markdown');
const unsent = (page: Page) => page.getByRole('region', { name: /^Unsent/ });
const row = (page: Page, words: string) => page.locator('.nr-row', { hasText: words });

/** What the server keeps for whoever is signed in on this page. */
async function kept(page: Page): Promise<string> {
  const answer = await page.request.get(`${new URL(page.url()).origin}/api/v1/kept`);
  return answer.text();
}
const has = (page: Page, words: string) =>
  until(async () => (await kept(page)).includes(words), `"${words}" on the server`);
const hasNot = (page: Page, words: string) =>
  until(async () => !(await kept(page)).includes(words), `the server without "${words}"`);

/** Ana on a phone at one instance; `onLaptop` signs her in again, on another device, at the other instance. */
async function ana() {
  const feed = await room.feed();
  const name = `Ana ${(people += 1)}`;
  const phone = await joinAs(room, { name, role: 'editor', feed, at: room.server });
  const onLaptop = async () => comeIn(await room.page(), { name, feed, at: room.other });
  const items = async () => {
    const { json } = await room.server.call('GET', `/api/v1/feeds/${feed}`);
    return (json['items'] as { body?: unknown; headline?: string }[]).length;
  };
  return { feed, phone, onLaptop, items };
}

describe('a text that is being written', () => {
  test('is on the server too: when the device is lost, it goes on at another one, and is published once (24)', async () => {
    const { phone, onLaptop, items } = await ana();
    const start = performance.now();
    await composer(phone).fill('The mayor resigns at');
    await has(phone, 'The mayor resigns at');
    process.stdout.write(
      `  typed, then on the server: ${Math.round(performance.now() - start)} ms\n`,
    );
    await phone.context().close();

    const laptop = await onLaptop();
    await unsent(laptop).getByText('on another device').waitFor();
    expect(await written(composer(laptop))).toBe('');
    await unsent(laptop).getByRole('button', { name: 'Go on writing' }).click();
    await until(async () => (await written(composer(laptop))) === 'The mayor resigns at', 'it');
    await composer(laptop).fill('The mayor resigns at noon.');
    await has(laptop, 'at noon.');
    await composer(laptop).press('Control+Enter');
    await row(laptop, 'The mayor resigns at noon.').waitFor();
    expect(await items()).toBe(1);
    await hasNot(laptop, 'The mayor');
    await unsent(laptop).waitFor({ state: 'detached' });
  });

  test('in a form about an item is there when the form is opened at another device, and goes with a takedown (24)', async () => {
    const { feed, phone, onLaptop } = await ana();
    const { item } = await room.server.publish(feed, { headline: 'Harbour closed' });
    await row(phone, 'Harbour closed').getByRole('button', { name: 'Edit' }).click();
    await row(phone, 'Harbour closed').getByLabel('Headline').fill('Harbour closed until nine');
    await has(phone, 'until nine');
    await phone.context().close();

    const laptop = await onLaptop();
    await row(laptop, 'Harbour closed').getByRole('button', { name: 'Edit' }).click();
    const headline = row(laptop, 'Harbour closed').getByLabel('Headline');
    await until(async () => (await headline.inputValue()) === 'Harbour closed until nine', 'it');
    await has(laptop, 'until nine');
    const path = `/api/v1/feeds/${feed}/items/${item.id}`;
    await room.server.call('DELETE', path, { reason: 'It names a child.' });
    await hasNot(laptop, 'Harbour');
    // The writer goes on: the page keeps it, and the server does not take it any more.
    await headline.fill('Harbour closed until ten');
    await composer(laptop).fill('Something else');
    await has(laptop, 'Something else');
    expect(await kept(laptop)).not.toContain('Harbour');
    expect(await headline.inputValue()).toBe('Harbour closed until ten');
  });

  test('while the server cannot be reached is said to be on this device alone, and is sent later, also by the next tab (24)', async () => {
    const { feed, phone } = await ana();
    await phone.context().route('**/api/v1/kept/**', (route) => route.abort());
    await composer(phone).fill('Written in a tunnel');
    await phone.getByText('Kept on this device alone for now').waitFor();
    await phone.close();
    const next = await phone.context().newPage();
    await next.context().unrouteAll();
    await next.goto(`${room.server.url}/newsroom/feeds/${feed}`);
    await has(next, 'Written in a tunnel');
    expect(await next.getByText('Kept on this device alone for now').count()).toBe(0);
  });

  test('leaves the server when it is discarded, and with "Delete and sign out" (24, S8)', async () => {
    const { phone, onLaptop } = await ana();
    await composer(phone).fill('To be deleted');
    await has(phone, 'To be deleted');
    const laptop = await onLaptop();
    const signOut = async () => {
      await phone.getByRole('button', { name: 'Sign out' }).click();
      await phone.getByRole('button', { name: 'Delete and sign out' }).click();
    };
    // A sign-out that fails takes no word: the text stays, here and on the server.
    const session = '**/api/v1/session';
    await phone.route(session, (route) => route.abort());
    await signOut();
    await phone.locator('.nr-said', { hasText: 'Not signed out' }).waitFor();
    await has(laptop, 'To be deleted');
    expect(await written(composer(phone))).toBe('To be deleted');
    await phone.unroute(session);
    await signOut();
    await phone.getByLabel('Password').waitFor();
    expect(await kept(laptop)).not.toContain('To be deleted');
    await composer(laptop).fill('To be discarded');
    await has(laptop, 'To be discarded');
    await composer(laptop).fill('');
    await hasNot(laptop, 'To be discarded');
  });
});
