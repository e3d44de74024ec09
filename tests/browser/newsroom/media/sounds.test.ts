import { phonePicture } from '../../../pictures-of-tests.ts';
import { mp3Sound } from '../../../sounds-of-tests.ts';
import { findFaults } from '../../embed/find-faults.ts';
import { openEditorsRoom } from '../editors-room.ts';
import { give } from './give-file.ts';

const room = openEditorsRoom();

test('a sound is chosen, named, kept with the text, heard by readers, and taken out', async () => {
  const feed = await room.feed();
  const desk = await room.editor(feed);
  const { page } = desk;
  const composer = page.locator('#composer');
  const title = composer.getByLabel('Title of the sound');
  await desk.body.fill('The harbour');
  const chosen = page.waitForEvent('filechooser');
  await composer.getByRole('button', { name: 'Sound', exact: true }).click();
  const file = { name: 'harbour.mp3', mimeType: 'audio/mpeg', buffer: mp3Sound() };
  await (await chosen).setFiles(file);
  await title.fill('Waves at night');
  await composer.getByText('0:02').waitFor();
  expect(await findFaults(page)).toEqual([]);
  await desk.keeps('Waves at night');
  await page.reload();
  await title.waitFor();
  expect(await title.inputValue()).toBe('Waves at night');
  await desk.button('Publish').click();
  await desk.says('Published');
  const audio = { title: 'Waves at night', seconds: 2, type: 'audio/mpeg' };
  expect(await desk.items()).toMatchObject([{ audio }]);
  await title.waitFor({ state: 'detached' });

  const reader = await room.page();
  await reader.goto(`${room.server.url}/feeds/${feed}`);
  await reader.locator('live-ticker [part=status]', { hasText: 'Live' }).waitFor();
  const player = reader.locator('.lt-list audio');
  expect(await findFaults(reader)).toEqual([]);
  // The browser's own player gets it, from the middle, too.
  const length = await player.evaluate(async (one: HTMLAudioElement) => {
    one.preload = 'metadata';
    await new Promise((done, fail) => {
      one.addEventListener('loadedmetadata', done);
      one.addEventListener('error', () => fail(new Error(one.error?.message)));
      one.load();
    });
    return one.duration;
  });
  expect(Math.round(length)).toBe(2);

  await desk.row('The harbour').getByRole('button', { name: 'Edit', exact: true }).click();
  const form = page.getByRole('form', { name: /^Edit/ });
  await form.getByRole('button', { name: 'Take out the sound' }).click();
  // By the keyboard back, title and all.
  await page.keyboard.press('Enter');
  await form.getByLabel('Title of the sound').waitFor();
  expect(await form.getByLabel('Title of the sound').inputValue()).toBe('Waves at night');
  await form.getByRole('button', { name: 'Take out the sound' }).click();
  await form.getByRole('button', { name: 'Put it back' }).waitFor();
  await form.getByRole('button', { name: 'Save' }).click();
  await form.waitFor({ state: 'detached' });
  await player.waitFor({ state: 'detached' });
  // The library has it, to be heard and taken again.
  await composer.getByRole('button', { name: 'Library' }).click();
  const dialog = desk.dialog('Library');
  await dialog.locator('audio').waitFor();
  await dialog.getByRole('button', { name: 'Take this one' }).click();
  await composer.getByText('0:02').waitFor();
});

test('who publishes at the very sight of the note that a file is on its way waits for the file', async () => {
  const desk = await room.editor(await room.feed());
  const { page } = desk;
  const goes = Promise.withResolvers<void>();
  await page.route('**/api/v1/media?*', async (route) => {
    await goes.promise;
    return route.continue();
  });
  await desk.body.fill('The pier');
  await page.evaluate(() => {
    const field = document.activeElement;
    const more = { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true };
    const watch = new MutationObserver(() => {
      if (!document.body.textContent.includes('pier.jpg is on its way')) return;
      watch.disconnect();
      // A task of its own, as a key that is pressed is, and before the next picture of the page is drawn.
      setTimeout(() => field?.dispatchEvent(new KeyboardEvent('keydown', more)));
    });
    watch.observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  await give(page, 'paste', await phonePicture(200, 100));
  await desk.says('The file is on its way: wait for it');
  goes.resolve();
  await page.locator('#composer').getByLabel('What the picture shows').fill('The pier');
  await desk.button('Publish').click();
  await desk.says('Published');
  expect(await desk.items()).toMatchObject([{ image: { width: 100 } }]);
});
