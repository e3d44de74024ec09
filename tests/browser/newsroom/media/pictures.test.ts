import type { Page } from 'playwright-core';
import { adminToken } from '../../../call.ts';
import { phonePicture } from '../../../pictures-of-tests.ts';
import { findFaults } from '../../embed/find-faults.ts';
import { openEditorsRoom } from '../editors-room.ts';
import { give } from './give-file.ts';
import { written } from '../writing/written.ts';

const room = openEditorsRoom({ shared: true });

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
  await desk.says('The file is on its way: wait for it');
  expect(await desk.items()).toEqual([]);
  goes.resolve();
  await altOf(page).fill('A chain across the pier');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await page.getByRole('button', { name: 'Publish' }).click();
  await desk.says('Published');
  const color = expect.stringMatching(/^#3.a.7.$/);
  const image = { alt: 'A chain across the pier', width: 600, height: 800, color };
  expect(await desk.items()).toMatchObject([{ image }]);
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

test('several pictures: each with its words or the decision for none, in an order by keyboard, by hand, and with a way back', async () => {
  const desk = await room.editor(await room.feed(), { width: 360, height: 640 });
  const { page } = desk;
  const composer = page.locator('#composer');
  const picture = (name: string) => composer.getByRole('group', { name, exact: true });
  const second = picture('Picture 2 of 2');
  await desk.body.fill('Three ships');
  const files = await Promise.all(
    [300, 400].map(async (width) => ({
      name: `${width}.jpg`,
      mimeType: 'image/jpeg',
      buffer: await phonePicture(200, width),
    })),
  );
  const chosen = page.waitForEvent('filechooser');
  await composer.getByRole('button', { name: 'Picture', exact: true }).click();
  await (await chosen).setFiles(files);
  await second.getByLabel('What the picture shows').fill('The second');
  await composer.locator('.nr-primary:enabled').waitFor();
  // What was not decided is asked for, at its place.
  await desk.body.press('Control+Enter');
  const lead = picture('Picture 1 of 2, the leading one');
  await lead.getByText('must say what the image shows').waitFor();
  await lead.getByLabel(/^Decoration/).check();
  await lead.getByLabel('Caption').fill('In the fog');
  expect(await findFaults(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);

  // The point that crops keep in sight: by keys for the one, by hand for the other.
  const point = second.getByRole('slider');
  await point.press('ArrowRight');
  await point.press('Shift+ArrowUp');
  await second.locator('[aria-valuetext="55 % from the left, 49 % from the top"]').waitFor();
  const box = await lead.locator('img').boundingBox();
  if (box === null) throw new Error('The picture is not there.');
  await lead.locator('img').click({ position: { x: box.width * 0.1, y: box.height * 0.82 } });
  await lead.locator('[aria-valuetext*="from the left, 8"]').waitFor();

  await second.getByRole('button', { name: 'Earlier' }).press('Enter');
  await picture('Picture 2 of 2').locator('input[type=checkbox]:checked').waitFor();
  // The focus goes with the picture, to the button that can still be pressed.
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Later');
  // High enough for both: a page that is scrolled meanwhile brings the target below a hand that rests.
  await page.setViewportSize({ width: 1280, height: 2400 });
  await second.locator('img').dragTo(lead.locator('img'));
  await lead.locator('input[type=checkbox]:checked').waitFor();
  await lead.getByRole('button', { name: 'Take out the picture' }).press('Enter');
  await picture('Picture').waitFor();
  await page.keyboard.press('Enter');
  await desk.says('The picture is back');
  await desk.moreFields();
  await desk.button('Picture by its address').click();
  await composer.getByLabel('Picture address').fill('https://pictures.example/c.jpg');
  await picture('Picture 3 of 3').getByLabel('What the picture shows').fill('The third');
  await desk.button('Publish').click();
  await desk.says('Published');
  const images = [
    {
      alt: '',
      caption: 'In the fog',
      width: 300,
      height: 200,
      focus: { x: expect.closeTo(0.1, 1), y: expect.closeTo(0.82, 1) },
    },
    { alt: 'The second', width: 400, height: 200, focus: { x: 0.55, y: 0.49 } },
    { url: 'https://pictures.example/c.jpg', alt: 'The third' },
  ];
  expect(await desk.items()).toMatchObject([{ image: images[0], images }]);
  await composer.locator('.nr-pictures').waitFor({ state: 'detached' });

  // An edit of one leaves the others as they are.
  await desk.row('Three ships').getByRole('button', { name: 'Edit', exact: true }).click();
  const form = page.getByRole('form', { name: /^Edit/ });
  const third = form.getByRole('group', { name: 'Picture 3 of 3' });
  await third.getByRole('button', { name: 'Take out the picture' }).click();
  await form.getByRole('button', { name: 'Put it back' }).waitFor();
  await form.getByRole('button', { name: 'Save' }).click();
  await form.waitFor({ state: 'detached' });
  expect(await desk.items()).toMatchObject([{ rev: 2, images: images.slice(0, 2) }]);
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
  const dialog = desk.dialog('Library');
  await dialog.getByLabel('Search by the name of the file').fill('light');
  await dialog.getByText('1 picture', { exact: true }).waitFor();
  expect(await findFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Take this one' }).click();
  await altOf(page).fill('The lighthouse');
  await altOf(page).press('Control+Enter');
  await desk.says('Published');
  expect(await desk.items()).toMatchObject([{ image: { alt: 'The lighthouse', width: 200 } }]);

  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Library' }).click();
  await page.getByRole('heading', { name: 'Library' }).waitFor();
  expect(await findFaults(page)).toEqual([]);
  const tile = (name: string) => page.getByRole('listitem').filter({ hasText: name });
  const erase = (name: string) => tile(name).getByRole('button', { name: 'Erase' }).click();
  await erase('lighthouse.jpg');
  const shown = desk.dialog('Erase “lighthouse.jpg”?');
  await shown.getByRole('link', { name: 'By the lighthouse' }).waitFor();
  await shown.getByText('It is shown, and stays.').waitFor();
  expect(await shown.getByRole('button').allTextContents()).toEqual(['Close']);
  expect(await findFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  // In a draft alone: it is taken out of the draft.
  const draft = { images: [{ url: await urlOf('gate.jpg'), alt: 'The gate' }] };
  await desk.draft('Behind the gate', draft);
  await erase('gate.jpg');
  await desk.dialog('Erase “gate.jpg”?').getByRole('link', { name: 'Behind the gate' }).waitFor();
  await desk.button('Take it out of 1 draft, and erase').click();
  await desk.says('gate.jpg is erased');
  await tile('gate.jpg').waitFor({ state: 'detached' });
  await tile('lighthouse.jpg').waitFor();
  expect((await desk.drafts())[0]).not.toHaveProperty('images');
});

async function urlOf(name: string): Promise<string> {
  const { json } = await room.server.call('GET', `/api/v1/media?q=${name}`);
  return (json['media'] as readonly { url: string }[])[0]?.url ?? '';
}
