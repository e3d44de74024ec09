import type { Page } from 'playwright-core';
import { until } from '../../until.ts';
import { findFaults } from '../embed/find-faults.ts';
import { openEditorsRoom } from './editors-room.ts';
import { joinAs } from './join-as.ts';
import { written } from './writing/written.ts';

const room = openEditorsRoom({ shared: true });

const face = (page: Page, name: string) => page.locator('.nr-face', { hasText: `${name} is here` });
const row = (page: Page) => page.locator('.nr-drafts .nr-row', { hasText: 'Harbour' });
const body = (page: Page) => row(page).getByLabel('Text, in Markdown');
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();

/** Ana at one instance and Bea at the other, in one feed with a draft of three paragraphs. */
async function meet() {
  const feed = await room.feed();
  const draft = { headline: 'Harbour', body: 'One.\n\nTwo.\n\nThree.', draft: true };
  await room.server.call('POST', `/api/v1/feeds/${feed}/items`, draft);
  const name = (first: string) => `${first} ${feed}`;
  const [ana, bea] = [
    await joinAs(room, { name: name('Ana'), role: 'editor', feed, at: room.server }),
    await joinAs(room, { name: name('Bea'), role: 'editor', feed, at: room.other }),
  ];
  const markdown = async () => {
    const { json } = await room.server.call('GET', `/api/v1/feeds/${feed}/drafts`);
    return (json['items'] as { markdown: string }[])[0]?.markdown;
  };
  return { ana, bea, name, markdown };
}

/** How long something took to be seen, for the record: no promise is held against it. */
async function timed(what: string, seen: Promise<void>): Promise<void> {
  const start = performance.now();
  await seen;
  process.stdout.write(`  ${what}: ${Math.round(performance.now() - start)} ms\n`);
}

test('two editors at two instances see who is here and who edits what; a stale save shows both texts, and no word is lost (28)', async () => {
  const { ana, bea, name, markdown } = await meet();
  await timed('who is here, at the other instance', face(ana, name('Bea')).waitFor());
  await face(bea, name('Ana')).waitFor();
  // Nobody is shown to themselves.
  expect(await ana.locator('.nr-face').count()).toBe(1);
  expect(await face(bea, name('Ana')).locator('[aria-hidden]').textContent()).toMatch(/^A\S$/);

  await row(bea).getByRole('button', { name: /^Edit/ }).click();
  const isEditing = ana.locator('.nr-editing', { hasText: `${name('Bea')} is editing this` });
  await timed('who edits, at the other instance', isEditing.waitFor());
  expect(await findFaults(ana)).toEqual([]);
  await row(ana).getByRole('button', { name: /^Edit/ }).click();
  await ana.getByRole('dialog', { name: `${name('Bea')} is editing this` }).waitFor();
  await press(ana, 'Edit anyway');
  await bea.locator('.nr-notice', { hasText: `${name('Ana')} took this over.` }).waitFor();

  await body(bea).fill('One.\n\nTwo, says Bea.\n\nThree, says Bea.');
  await body(ana).fill('One, says Ana.\n\nTwo.\n\nThree, says Ana.');
  await ana.keyboard.press('Control+Enter');
  await timed(
    'that a newer text was saved, at the other instance',
    bea.locator('.nr-notice', { hasText: `${name('Ana')} saved a newer text.` }).waitFor(),
  );
  expect(await written(body(bea))).toContain('Two, says Bea.');
  await body(bea).press('Control+Enter');
  await bea.getByRole('group', { name: 'Changed by both of you' }).waitFor();
  expect(await findFaults(bea)).toEqual([]);
  expect(await written(body(bea))).toBe('One, says Ana.\n\nTwo, says Bea.\n\nThree, says Bea.');
  const beside = await bea.locator('.nr-beside pre').allTextContents();
  expect(beside).toEqual([
    'One, says Ana.\n\nTwo.\n\nThree, says Ana.',
    'One.\n\nTwo, says Bea.\n\nThree, says Bea.',
  ]);
  await press(bea, 'Take theirs');
  expect(await written(body(bea))).toContain('Three, says Ana.');
  await body(bea).fill('Typed after the merge.');
  await press(bea, 'Keep both');
  expect(await bea.locator('.nr-beside pre').allTextContents()).toContain('Typed after the merge.');
  await body(bea).press('Control+Enter');
  const whole = 'One, says Ana.\n\nTwo, says Bea.\n\nThree, says Bea.\n\nThree, says Ana.';
  await until(async () => (await markdown()) === whole, 'both texts in the draft');

  await bea.context().close();
  await timed('that a tab was closed', face(ana, name('Bea')).waitFor({ state: 'detached' }));
});

test('a form that nobody has typed in takes a newer text of a colleague at once', async () => {
  const { ana, bea, name } = await meet();
  await row(ana).getByRole('button', { name: /^Edit/ }).click();
  await body(ana).waitFor();
  await bea.locator('.nr-editing', { hasText: `${name('Ana')} is editing this` }).waitFor();
  await row(bea).getByRole('button', { name: /^Edit/ }).click();
  await press(bea, 'Edit anyway');
  await body(bea).fill('All new, says Bea.');
  await body(bea).press('Control+Enter');
  await until(async () => (await written(body(ana))) === 'All new, says Bea.', 'her text');
  await ana.locator('.nr-said', { hasText: `${name('Bea')} saved a newer text` }).waitFor();
  await body(ana).fill('All new, says Bea. And Ana.');
  await body(ana).press('Control+Enter');
  await body(ana).waitFor({ state: 'detached' });
});
