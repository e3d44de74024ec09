import type { Locator, Page } from 'playwright-core';
import { until } from '../../../until.ts';
import { findFaults } from '../../embed/find-faults.ts';
import { openEditorsRoom } from '../editors-room.ts';
import { hasFocus, written } from './written.ts';

const room = openEditorsRoom();

const editorIn = (page: Page) => page.locator('#composer .cm-content');
const shows = (field: Locator, text: string) =>
  until(async () => (await written(field)) === text, `"${text}" in the field`);

test('the editor takes the place of the textarea, and leaves the text, the cursor and the focus where they are', async () => {
  const feed = await room.feed();
  const desk = await room.editor(feed);
  const { page } = desk;
  const complaints: string[] = [];
  page.on('console', (said) => said.type() === 'error' && complaints.push(said.text()));
  const asked = Promise.withResolvers<void>();
  const comes = Promise.withResolvers<void>();
  await page.route(/newsroom-markdown-editor/, async (route) => {
    asked.resolve();
    await comes.promise;
    await route.continue();
  });
  await page.reload();
  await asked.promise;
  await desk.body.waitFor();
  await page.keyboard.type('The gate\nis shut');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('End');
  for (let at = 0; at < 4; at += 1) await page.keyboard.press('Shift+ArrowLeft');
  const before = await desk.body.boundingBox();
  comes.resolve();
  await editorIn(page).waitFor();
  const host = await page.locator('#composer .nr-markdown').boundingBox();
  expect(host).toEqual(before);
  expect(await hasFocus(desk.body)).toBe(true);
  await page.keyboard.type('pier');
  await shows(desk.body, 'The pier\nis shut');
  await desk.keeps('The pier');

  // What the page itself writes into the field is there as well: the next text begins empty.
  await page.keyboard.press('Control+Enter');
  await desk.says('Published');
  await shows(desk.body, '');
  expect(await hasFocus(desk.body)).toBe(true);
  await page.keyboard.type('Next');
  await shows(desk.body, 'Next');
  expect(complaints).toEqual([]);
});

test('what the text will be is seen in it, its marks are quiet, and axe finds nothing', async () => {
  const desk = await room.editor(await room.feed({ lang: 'ar' }));
  const { page } = desk;
  await editorIn(page).waitFor();
  const text =
    '# Gates\n\n**Four** are *shut*, [see](https://x.example/a) ~~two~~\n\n> He said\n\n- `a`';
  await desk.body.fill(text);
  await shows(desk.body, text);
  /** How these words are drawn, which stand by themselves between marks. */
  const look = (words: string, property: string) =>
    editorIn(page).evaluate(
      (field, [searched, name]) => {
        const texts = document.createTreeWalker(field, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          const { textContent, parentElement } = texts.currentNode;
          if (textContent !== searched || parentElement === null) continue;
          return getComputedStyle(parentElement).getPropertyValue(name ?? '');
        }
        return `"${searched}" is not there`;
      },
      [words, property],
    );
  expect(await look('Four', 'font-weight')).toBe('700');
  expect(await look('shut', 'font-style')).toBe('italic');
  expect(await look('two', 'text-decoration-line')).toBe('line-through');
  expect(await look('see', 'text-decoration-line')).toBe('underline');
  expect(await look(' Gates', 'font-weight')).toBe('600');
  expect(await look(' Gates', 'direction')).toBe('ltr');
  expect(await look('**', 'color')).not.toBe(await look('Four', 'color'));
  expect(await findFaults(page)).toEqual([]);

  // Each line runs as it is written, an empty text as the language of the feed.
  await desk.body.fill('أُغلقت البوابات https://x.example');
  await shows(desk.body, 'أُغلقت البوابات https://x.example');
  expect(await look('https://x.example', 'direction')).toBe('ltr');
  const line = page.locator('#composer .cm-line');
  const direction = () => line.evaluate((found) => getComputedStyle(found).direction);
  expect(await direction()).toBe('rtl');
  expect(await desk.body.getAttribute('lang')).toBe('ar');
  await desk.body.fill('');
  await until(async () => (await direction()) === 'rtl', 'an empty line from the right');
});

test('Ctrl+B, I and K write Markdown and take it away; undo, Tab, copy and cut are those of a textarea', async () => {
  const desk = await room.editor(await room.feed());
  const { page, body } = desk;
  await editorIn(page).waitFor();
  await page.keyboard.type('- gate\nis shut');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+b');
  await shows(body, '- **gate**\n**is shut**');
  await page.keyboard.press('Control+z');
  await shows(body, '- gate\nis shut');
  await page.keyboard.press('Control+y');
  await shows(body, '- **gate**\n**is shut**');
  await page.keyboard.press('Control+End');
  for (let at = 0; at < 3; at += 1) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Control+b');
  await shows(body, '- **gate**\nis shut');
  await page.keyboard.press('Control+End');
  // Without a selection there is nothing to cut.
  await page.keyboard.press('Control+x');
  await page.keyboard.press('Control+i');
  await page.keyboard.type('now');
  await shows(body, '- **gate**\nis shut*now*');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('the pier');
  await page.keyboard.press('Control+Shift+ArrowLeft');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('https://x.example');
  await shows(body, 'the [pier](https://x.example)');
  await page.keyboard.press('Tab');
  expect(await hasFocus(body)).toBe(false);
  await page.keyboard.press('Shift+Tab');
  expect(await hasFocus(body)).toBe(true);
  // Single letters are no keys in it, and it is found by those that lead to it.
  await page.keyboard.press('End');
  await page.keyboard.type('n?');
  await shows(body, 'the [pier](https://x.example)n?');
  await page.locator('h1').click();
  await page.keyboard.press('n');
  expect(await hasFocus(body)).toBe(true);
});

test('a fault of the text is said at it, by its name, and leads there', async () => {
  const desk = await room.editor(await room.feed());
  const { page, body } = desk;
  await editorIn(page).waitFor();
  await body.fill('a '.repeat(25_001));
  await page.getByLabel('Headline').fill('Too long');
  await page.keyboard.press('Control+Enter');
  await page.getByText('must be at most 50000 characters').first().waitFor();
  expect(await body.getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByRole('textbox', { name: 'Text, in Markdown' }).count()).toBe(1);
  await until(() => hasFocus(body), 'the focus at the fault');
  expect(await findFaults(page)).toEqual([]);
  await body.fill('short');
  await page.keyboard.press('Control+Enter');
  await desk.says('Published');
});

test('where the editor cannot be loaded one writes in the textarea', async () => {
  const desk = await room.editor(await room.feed());
  const { page } = desk;
  const refused = page.waitForEvent('requestfailed');
  await page.route(/newsroom-markdown-editor/, (route) => route.abort());
  await page.reload();
  await refused;
  await desk.body.waitFor();
  await page.keyboard.type('A **gate** is shut');
  await page.keyboard.press('Control+Enter');
  await desk.says('Published');
  expect(await page.locator('.cm-content').count()).toBe(0);
  expect(await written(desk.body)).toBe('');
});
