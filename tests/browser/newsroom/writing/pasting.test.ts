import type { Page } from 'playwright-core';
import { until } from '../../../until.ts';
import { openEditorsRoom, type Desk } from '../editors-room.ts';
import { written } from './written.ts';

const room = openEditorsRoom();

async function writingDesk(): Promise<Desk> {
  const desk = await room.editor(await room.feed());
  await desk.page.locator('#composer .cm-content').waitFor();
  return desk;
}

/** As from another program: the event carries what that has copied. */
async function paste(page: Page, plain: string, html?: string): Promise<void> {
  await page.locator('#composer .cm-content').evaluate(
    (field, [text, markup]) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text ?? '');
      if (markup !== undefined) clipboardData.setData('text/html', markup);
      const more = { clipboardData, bubbles: true, cancelable: true, composed: true };
      field.dispatchEvent(new ClipboardEvent('paste', more));
    },
    [plain, html],
  );
}

const shows = (desk: Desk, text: string) =>
  until(async () => (await written(desk.body)) === text, `"${text}" in the field`);

test('an address over chosen words makes a link; elsewhere it is itself', async () => {
  const desk = await writingDesk();
  const { page } = desk;
  await page.keyboard.type('the pier');
  await page.keyboard.press('Control+Shift+ArrowLeft');
  await paste(page, ' https://x.example/a(b)?utm_source=c\n');
  await shows(desk, 'the [pier](<https://x.example/a(b)?utm_source=c>)');
  await page.keyboard.press('Control+z');
  await shows(desk, 'the pier');
  await page.keyboard.press('End');
  await page.keyboard.type(' ');
  await paste(page, 'https://x.example');
  await shows(desk, 'the pier https://x.example');
});

test('formatted text becomes Markdown among what is written, and undo makes it plain again', async () => {
  const desk = await writingDesk();
  const { page } = desk;
  await page.keyboard.type('Before.');
  await paste(page, 'bold, linked', '<b>bold</b>, <a href="https://x.example">linked</a>');
  await desk.says('Pasted with its formatting. Ctrl+Z makes it plain');
  await shows(desk, 'Before.**bold**, [linked](https://x.example)');
  await page.keyboard.press('Control+z');
  await shows(desk, 'Before.bold, linked');
  await page.keyboard.press('Control+z');
  await shows(desk, 'Before.');
  await page.keyboard.press('Control+y');
  await page.keyboard.press('Control+y');
  await page.keyboard.type(' and on');
  await shows(desk, 'Before.**bold**, [linked](https://x.example) and on');

  await paste(page, 'One\nTwo', '<ul><li>One</li><li>Two</li></ul>');
  const list = 'Before.**bold**, [linked](https://x.example) and on\n\n- One\n- Two';
  await shows(desk, list);
  await page.keyboard.type('!');
  const whole = `${list}!`;
  await shows(desk, whole);
  await page.keyboard.press('Control+Enter');
  await desk.says('Published');
  const [item] = await desk.items();
  const { json } = await desk.call('GET', `/items/${String(item?.['id'])}/source`);
  expect(json['markdown']).toBe(whole);
});

test('while the converter comes one goes on writing; what was changed meanwhile stays plain', async () => {
  const desk = await writingDesk();
  const { page } = desk;
  const asked = Promise.withResolvers<void>();
  const comes = Promise.withResolvers<void>();
  await page.route(/newsroom-markdown-of-html/, async (route) => {
    asked.resolve();
    await comes.promise;
    await route.continue();
  });
  await paste(page, 'first', '<b>first</b>');
  await page.keyboard.type(' then ');
  await paste(page, 'second', '<i>second</i>');
  await asked.promise;
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Home');
  await page.keyboard.type('So: ');
  comes.resolve();
  await shows(desk, 'So: **first** then secon');
});

test('Ctrl+Shift+V pastes what the clipboard has as it is, Ctrl+V with its formatting', async () => {
  const desk = await writingDesk();
  const { page } = desk;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(() => {
    const blob = (type: string, text: string) => new Blob([text], { type });
    const parts = {
      'text/plain': blob('text/plain', 'bold'),
      'text/html': blob('text/html', '<b>bold</b>'),
    };
    return navigator.clipboard.write([new ClipboardItem(parts)]);
  });
  await desk.body.focus();
  await page.keyboard.press('Control+v');
  await shows(desk, '**bold**');
  await page.keyboard.type(' ');
  await page.keyboard.press('Control+Shift+V');
  await shows(desk, '**bold** bold');
});
