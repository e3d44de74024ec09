import { findFaults } from '../embed/find-faults.ts';
import { openEditorsRoom } from './editors-room.ts';
import { written } from './writing/written.ts';

const room = openEditorsRoom({ shared: true });

test('the history tells every wording, who made it and what readers see; an earlier one is restored by a correction (26)', async () => {
  const desk = await room.editor(await room.feed());
  const { page } = desk;
  const id = await desk.publish('The gate is open', { body: 'Two ships are in' });
  const change = (rev: number, body: object) =>
    desk.call('PATCH', `/items/${id}`, body, { 'if-match': `"${rev}"` });
  await change(1, { kind: 'edit', body: 'Two **ships** are in.' });
  await change(2, { kind: 'correct', note: 'Shut', headline: 'The gate is shut', body: 'Three' });
  await desk.row('The gate is shut').waitFor();

  // By the keyboard alone: to the item, its history, the first wording, a note.
  await page.keyboard.press('Escape');
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('j');
  await page.keyboard.press('h');
  const history = desk.dialog('History: The gate is shut');
  await history.getByRole('heading', { name: /Corrected by admin/ }).waitFor();
  expect(await findFaults(page)).toEqual([]);
  const headings = await history.getByRole('listitem').getByRole('heading').allTextContents();
  expect(headings.map((words) => words.split(',')[0])).toEqual([
    'Corrected by admin',
    'Edited by admin',
    'Published by admin',
  ]);
  await history.getByText('the note “Shut”, and can open the wording before').waitFor();
  const changed = history.getByRole('listitem').first().getByRole('group', { name: 'Headline' });
  expect(await changed.locator('del').allTextContents()).toEqual(['open']);
  expect(await changed.locator('ins').allTextContents()).toEqual(['shut']);
  await history
    .getByRole('button', { name: /^Restore/ })
    .last()
    .press('Enter');

  const form = desk.page.getByRole('form', { name: /^Correct:/ });
  const note = form.getByLabel('Note to readers');
  await note.waitFor();
  expect(await form.getByLabel('Headline').inputValue()).toBe('The gate is open');
  expect(await written(form.getByLabel('Text, in Markdown'))).toBe('Two ships are in');
  await note.fill('It was open after all');
  await note.press('Control+Enter');
  await desk.says('Correction published');
  expect(await desk.items()).toMatchObject([{ rev: 4, headline: 'The gate is open' }]);
});

test('what is being written in a correction is not lost when an earlier wording is restored', async () => {
  const desk = await room.editor(await room.feed());
  const id = await desk.publish('First words');
  await desk.call(
    'PATCH',
    `/items/${id}`,
    { kind: 'edit', headline: 'Second words' },
    { 'if-match': '"1"' },
  );
  const row = desk.row('Second words');
  await row.getByRole('button', { name: 'Correct' }).click();
  await row.getByLabel('Note to readers').fill('Half a note');
  await desk.keeps('Half a note');
  await row.getByLabel('Note to readers').press('Escape');
  await row.getByRole('button', { name: 'History' }).click();
  await desk.page.getByRole('button', { name: /^Restore/ }).click();
  await desk.row('Second words').getByLabel('Note to readers').waitFor();
  await desk.page.waitForFunction(() =>
    Object.values(localStorage).some((kept) => String(kept).includes('The earlier wording')),
  );
  expect(await desk.hasKept('Half a note')).toBe(true);
});

test('an item is pinned, edited and withdrawn by single keys, which do nothing while somebody writes', async () => {
  const desk = await room.editor(await room.feed());
  const { page } = desk;
  await desk.publish('Lower');
  await desk.publish('Upper');
  await desk.row('Upper').waitFor();
  await desk.body.fill('j');
  await desk.body.press('p');
  expect(await written(desk.body)).toMatch(/p/);
  await desk.body.evaluate((field) => field.blur());
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.keyboard.press('p');
  await desk.says('Pinned');
  await page.keyboard.press('e');
  const form = page.getByRole('form', { name: 'Edit: Upper' });
  await form.getByLabel('Headline').fill('Upper, mended');
  await page.keyboard.press('Control+Enter');
  await desk.says('Saved: readers see it as edited');
  await desk.row('Upper, mended').waitFor();
  await page.keyboard.press('s');
  await page.keyboard.type('Not so');
  await page.keyboard.press('Control+Enter');
  await desk.says('Withdrawn');
});
