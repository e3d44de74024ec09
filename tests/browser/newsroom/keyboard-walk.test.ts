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
  // "Pictures" is a place.
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
