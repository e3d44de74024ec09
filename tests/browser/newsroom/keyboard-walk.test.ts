import type { Page } from 'playwright-core';
import { phonePicture } from '../../pictures-of-tests.ts';
import { until } from '../../until.ts';
import { openEditorsRoom } from './editors-room.ts';
import { joinAs } from './join-as.ts';

const room = openEditorsRoom({ shared: true });

/** What a screen reader says of the element that has the focus. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const inPage = document.activeElement;
    const at = inPage?.shadowRoot?.activeElement ?? inPage;
    if (!(at instanceof HTMLElement)) return '';
    const labels =
      at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement ? at.labels : null;
    const named = at.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? at.innerText;
    return named.replace(/\s+/g, ' ').trim();
  });

const isAt = (page: Page, name: RegExp) =>
  until(async () => name.test(await focused(page)), `the focus at ${name.source}`);

/** Presses Tab until the focus is there. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    if (name.test(await focused(page))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${name.source}, but to "${await focused(page)}"`);
}

test('by the keyboard alone: from the sign-in to a breaking item with a picture that is corrected, on a reader’s screen (23, 26, 30)', async () => {
  const feed = await room.feed();
  const reader = await room.page();
  await reader.goto(`${room.other.url}/feeds/${feed}`);
  await reader.locator('live-ticker [part=status]', { hasText: 'Live' }).waitFor();

  // `joinAs` signs in by the keyboard: name, password, Enter.
  const page = await joinAs(room, { name: 'Vera', role: 'editor', feed, at: room.server });
  // The browser has been told to report the chooser long before it opens.
  const chosen = page.waitForEvent('filechooser');
  await isAt(page, /^Text, in Markdown/);
  await page.keyboard.type('The pier is on fire.');
  await page.keyboard.press('Shift+Tab');
  await isAt(page, /^Headline/);
  await page.keyboard.type('Fire at the pier');
  await tabTo(page, /^Breaking/);
  await page.keyboard.press('Space');
  await tabTo(page, /^Picture$/);
  await page.keyboard.press('Enter');
  const buffer = await phonePicture(800, 600);
  await (await chosen).setFiles({ name: 'pier.jpg', mimeType: 'image/jpeg', buffer });
  // Where the words for the picture are asked for, the focus is.
  await isAt(page, /^What the picture shows/);
  await page.keyboard.type('Smoke over the pier');
  await page.keyboard.press('Control+Enter');
  // Breaking news asks once; yes has the focus.
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Enter');
  await reader.getByText('Fire at the pier').first().waitFor();
  await reader.getByRole('img', { name: 'Smoke over the pier' }).waitFor();

  await isAt(page, /^Text, in Markdown/);
  await page.keyboard.press('Escape');
  await isAt(page, /Fire at the pier/);
  await page.keyboard.press('c');
  await isAt(page, /^Note to readers/);
  await page.keyboard.type('It is the boathouse, not the pier.');
  await tabTo(page, /^Headline/);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Fire at the boathouse');
  await page.keyboard.press('Control+Enter');
  const item = reader.locator('article', { hasText: 'Fire at the boathouse' });
  await item.getByText('It is the boathouse, not the pier.').waitFor();
  await item.getByRole('img', { name: 'Smoke over the pier' }).waitFor();
  expect(await reader.locator('article', { hasText: 'Fire at the pier' }).count()).toBe(0);
});

/** The keys pressed for acts, without what is typed. */
class Keys {
  #count = 0;

  constructor(private readonly page: Page) {}

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
    this.#count += keys.length;
  }

  /** How many since it was asked before. */
  taken(): number {
    const taken = this.#count;
    this.#count = 0;
    return taken;
  }
}

test('no act takes more than three keys beside what is typed (23)', async () => {
  const feed = await room.feed();
  const page = await joinAs(room, { name: 'Olha', role: 'editor', feed, at: room.server });
  const keys = new Keys(page);
  const said = (words: string | RegExp) => page.locator('.nr-said', { hasText: words }).waitFor();
  const row = page.locator('.nr-feed .nr-row').first();
  const write = async (text: string): Promise<void> => {
    await isAt(page, /^Text, in Markdown/);
    await page.keyboard.type(text);
  };
  const taken: Record<string, number> = {};

  await write('Smoke over the pier.');
  await keys.press('Control+Enter');
  await said('Published');
  taken['publish'] = keys.taken();

  await write('The pier is on fire.');
  await keys.press('Control+Shift+Enter');
  await page.getByRole('dialog', { name: 'Publish as breaking?' }).waitFor();
  await keys.press('Enter');
  await row.getByText('The pier is on fire.').waitFor();
  await row.getByText('Breaking').waitFor();
  taken['publish breaking'] = keys.taken();

  await write('The bridge is closed.');
  await keys.press('Control+.');
  await said('B breaking, K key event, P picture, S schedule');
  await keys.press('k');
  await said('Key event');
  await keys.press('Control+.', 'b');
  await said('Breaking');
  await keys.press('Control+.', 'b');
  await said('Not breaking');
  // The browser has been told to report the chooser long before it opens.
  const chooser = page.waitForEvent('filechooser');
  // No letter of a shortcut was written, and any other key after it is what it always is.
  await page.keyboard.press('Control+.');
  await write('!');
  keys.taken();
  await keys.press('Control+.', 'p');
  await chooser;
  taken['picture'] = keys.taken();
  await keys.press('Control+.', 's');
  await isAt(page, /^Schedule for/);
  await page.locator(':focus').fill('2032-12-31T12:00');
  await keys.press('Control+Enter');
  await said('Scheduled for');
  taken['schedule'] = keys.taken();
  await page.getByText('The bridge is closed.!').first().waitFor();

  await keys.press('Escape', 'm');
  await said('A key event now');
  taken['key event'] = keys.taken();
  await keys.press('p');
  await said('Pinned');
  taken['pin'] = 1 + keys.taken();

  await keys.press('e');
  await isAt(page, /^Headline|^Text, in Markdown/);
  await page.keyboard.type('Now: ');
  await keys.press('Control+Enter');
  await row.getByText(/Now:/).first().waitFor();
  taken['typo'] = 1 + keys.taken();

  // On a Ukrainian keyboard "с" lies where "c" does.
  const session = await page.context().newCDPSession(page);
  await session.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'с', code: 'KeyC' });
  await isAt(page, /^Note to readers/);
  await page.keyboard.type('It was the other pier.');
  await keys.press('Control+Enter');
  await said('Correction published');
  taken['correct'] = 2 + keys.taken();
  for (const [key, field, words, done, act] of [
    ['s', /^Note to readers/, 'Nothing burnt.', 'Withdrawn', 'withdraw'],
    ['t', /^Reason/, 'Not ours.', 'Removed', 'remove'],
  ] as const) {
    await keys.press(key);
    await isAt(page, field);
    await page.keyboard.type(words);
    await keys.press('Enter');
    await said(done);
    taken[act] = 1 + keys.taken();
  }
  expect(taken).toEqual({
    publish: 1,
    'publish breaking': 2,
    picture: 2,
    schedule: 3,
    'key event': 2,
    pin: 2,
    typo: 3,
    correct: 3,
    withdraw: 3,
    remove: 3,
  });
});

test('in a list, the focus stays when a button is disabled for a moment or goes with its row (30)', async () => {
  const feed = await room.feed();
  const path = `/api/v1/feeds/${feed}/wires`;
  for (const name of ['first', 'second']) {
    const wire = { url: `https://wire.example/${name}.atom`, goes: 'queue' };
    const { json } = await room.server.call('POST', path, wire);
    await room.server.call('PATCH', `${path}/${String(json['id'])}`, { state: 'paused' });
  }
  const page = await joinAs(room, { name: 'Ines', role: 'admin', feed, at: room.server });
  await page.getByRole('button', { name: 'Feed settings' }).first().press('Enter');
  await page.getByRole('button', { name: 'Import', exact: true }).press('Enter');
  const rows = page.getByRole('region', { name: 'Wires' }).getByRole('listitem');
  const first = rows.filter({ hasText: 'first.atom' });
  await first.getByRole('button', { name: 'Go on' }).press('Enter');
  await first.getByRole('button', { name: 'Pause' }).waitFor();
  // In the same row, on the first that can be done there.
  await isAt(page, /^Look now$/);
  await tabTo(page, /^Pause$/);
  await page.keyboard.press('Enter');
  await isAt(page, /^Go on$/);
  await tabTo(page, /^Remove$/);
  await page.keyboard.press('Enter');
  await isAt(page, /^Remove the wire$/);
  await page.keyboard.press('Enter');
  await until(async () => (await rows.count()) === 1, 'one row');
  // In the row that took its place.
  await isAt(page, /^Go on$/);
  expect(await focusedRow(page)).toContain('second.atom');
  await tabTo(page, /^Remove$/);
  await page.keyboard.press('Enter');
  await isAt(page, /^Remove the wire$/);
  await page.keyboard.press('Enter');
  await until(async () => (await rows.count()) === 0, 'no row');
  await isAt(page, /^New wire$/);
  // Who goes elsewhere meanwhile is not called back.
  await page.keyboard.press('Enter');
  await tabTo(page, /^Address/);
});

const focusedRow = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest('li')?.textContent ?? '');
