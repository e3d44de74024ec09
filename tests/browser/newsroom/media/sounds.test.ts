import { mp3Sound } from '../../../sounds-of-tests.ts';
import { findFaults } from '../../embed/find-faults.ts';
import { openEditorsRoom } from '../editors-room.ts';

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
