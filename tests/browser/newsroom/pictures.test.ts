import type { Page } from 'playwright-core';
import { adminToken } from '../../call.ts';
import { phonePicture } from '../../pictures-of-tests.ts';
import { findFaults } from '../embed/find-faults.ts';
import { openEditorsRoom } from './editors-room.ts';
import { written } from './writing/written.ts';

const room = openEditorsRoom({ shared: true });

/** As from the clipboard or from a folder: the event carries the file. */
async function give(page: Page, how: 'paste' | 'drop', bytes: Buffer, text?: string) {
  await page.evaluate(
    ({ kind, base64, words }) => {
      const data = new DataTransfer();
      const raw = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
      data.items.add(new File([raw], 'pier.jpg', { type: 'image/jpeg' }));
      if (words !== undefined) data.setData('text/plain', words);
      const more = { bubbles: true, cancelable: true };
      const event =
        kind === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: data, ...more })
          : new DragEvent('drop', { dataTransfer: data, ...more });
      document.activeElement?.dispatchEvent(event);
    },
    { kind: how, base64: bytes.toString('base64'), words: text },
  );
}

const altOf = (page: Page) => page.locator('#composer').getByLabel('What the picture shows');

test('a picture is pasted while writing, on one instance; readers at another have it, upright (30)', async () => {
  const feed = await room.feed();
  const reader = await room.page();
  await reader.goto(`${room.other.url}/feeds/${feed}`);
  await reader.locator('live-ticker [part=status]', { hasText: 'Live' }).waitFor();
  const desk = await room.editor(feed);
  await desk.body.fill('The pier is open');
  await give(desk.page, 'paste', await phonePicture());
  await altOf(desk.page).waitFor();
  // The words for those who cannot see it are asked for: the focus is there.
  await desk.page.waitForFunction(() => document.activeElement?.tagName === 'INPUT');
  await desk.page.keyboard.type('People on the pier');
  expect(await findFaults(desk.page)).toEqual([]);
  await desk.page.keyboard.press('Control+Enter');
  await desk.says('Published');
  await desk.page.locator('#composer img').waitFor({ state: 'detached' });
  const picture = reader.getByRole('img', { name: 'People on the pier' });
  await picture.waitFor();
  await reader.waitForFunction(() =>
    [...document.querySelectorAll('img')].some((image) => image.naturalWidth > 0),
  );
  const shown = await picture.evaluate((image: HTMLImageElement) => [
    image.naturalWidth,
    image.naturalHeight,
    image.width < image.height,
  ]);
  expect(shown).toEqual([900, 1600, true]);
});

test('a text that a program copies with a picture of itself stays a text', async () => {
  const desk = await room.editor(await room.feed());
  await desk.body.focus();
  await give(desk.page, 'paste', await phonePicture(200, 100), 'Words out of a document');
  await give(desk.page, 'drop', await phonePicture(200, 100));
  // The second came in alone: of the first there is nothing.
  await altOf(desk.page).waitFor();
  const { json } = await room.server.call('GET', '/api/v1/media');
  expect(
    (json['media'] as readonly { width: number }[]).filter(({ width }) => width === 100),
  ).toHaveLength(1);
});

test('on a phone a picture is chosen; nothing is published before it is there, and one that failed is tried again', async () => {
  const desk = await room.editor(await room.feed(), { width: 360, height: 640 });
  const { page } = desk;
  await desk.body.fill('The pier is closed');
  let isCut = true;
  const arrived = Promise.withResolvers<void>();
  const goes = Promise.withResolvers<void>();
  await page.route('**/api/v1/media?*', async (route) => {
    if (isCut) return route.abort();
    arrived.resolve();
    await goes.promise;
    return route.continue();
  });
  const chosen = page.waitForEvent('filechooser');
  await page.locator('#composer').getByRole('button', { name: 'Picture' }).click();
  const file = { name: 'pier.jpg', mimeType: 'image/jpeg', buffer: await phonePicture(800, 600) };
  await (await chosen).setFiles(file);
  await desk.says('The picture was not added');
  isCut = false;
  await page.getByRole('button', { name: 'Retry' }).click();
  await arrived.promise;
  await page.getByText('pier.jpg is on its way').waitFor();
  await desk.body.press('Control+Enter');
  await desk.says('The picture is on its way: wait for it');
  expect(await desk.items()).toEqual([]);
  goes.resolve();
  await altOf(page).fill('A chain across the pier');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await page.getByRole('button', { name: 'Publish' }).click();
  await desk.says('Published');
  expect(await desk.items()).toMatchObject([
    { image: { alt: 'A chain across the pier', width: 600, height: 800 } },
  ]);
});

test('a file that is no picture is refused in words, and the text stays', async () => {
  const desk = await room.editor(await room.feed());
  await desk.body.fill('The pier is closed');
  await give(desk.page, 'drop', Buffer.from('not a picture'));
  await desk.says('The picture was not added');
  await desk.page.getByText('Save it as one of these, and send that.').waitFor();
  expect(await written(desk.body)).toBe('The pier is closed');
});

test('what is said of a picture is kept with the text, and the picture can be taken out', async () => {
  const desk = await room.editor(await room.feed());
  await desk.body.fill('The pier');
  await give(desk.page, 'paste', await phonePicture(200, 100));
  await altOf(desk.page).fill('Kept on this device');
  await desk.keeps('Kept on this device');
  await desk.page.reload();
  await desk.page.locator('#composer img').waitFor();
  expect(await altOf(desk.page).inputValue()).toBe('Kept on this device');
  await desk.button('Take out the picture').click();
  await desk.button('Publish').click();
  await desk.says('Published');
  expect((await desk.items())[0]).not.toHaveProperty('image');
});

test('the library has every picture by the name of its file; one is taken from it, and one that nothing shows is erased', async () => {
  const desk = await room.editor(await room.feed());
  const { page } = desk;
  for (const name of ['gate.jpg', 'lighthouse.jpg']) {
    await fetch(`${room.server.url}/api/v1/media?name=${name}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${adminToken}` },
      body: new Uint8Array(await phonePicture(300, 200)),
    });
  }
  await desk.body.fill('By the lighthouse');
  await page.locator('#composer').getByRole('button', { name: 'Library' }).click();
  const dialog = desk.dialog('Pictures');
  await dialog.getByLabel('Search by the name of the file').fill('light');
  await dialog.getByText('1 picture', { exact: true }).waitFor();
  expect(await findFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Take this one' }).click();
  await altOf(page).fill('The lighthouse');
  await altOf(page).press('Control+Enter');
  await desk.says('Published');
  expect(await desk.items()).toMatchObject([{ image: { alt: 'The lighthouse', width: 200 } }]);

  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Pictures' }).click();
  await page.getByRole('heading', { name: 'Pictures' }).waitFor();
  expect(await findFaults(page)).toEqual([]);
  const tile = (name: string) => page.getByRole('listitem').filter({ hasText: name });
  for (const [name, said] of [
    ['lighthouse.jpg', 'Not erased'],
    ['gate.jpg', 'gate.jpg is erased'],
  ] as const) {
    await tile(name).getByRole('button', { name: 'Erase' }).click();
    await page.getByRole('button', { name: 'Erase' }).last().click();
    await desk.says(said);
  }
  await tile('gate.jpg').waitFor({ state: 'detached' });
  await tile('lighthouse.jpg').waitFor();
});
