import { until } from '../../../until.ts';
import { findFaults } from '../../embed/find-faults.ts';
import { openEditorsRoom } from '../editors-room.ts';
import { hasFocus } from './written.ts';

const room = openEditorsRoom();

test('bylines and tags that the feed has had are offered, by the keyboard too', async () => {
  const desk = await room.editor(await room.feed());
  const { page } = desk;
  await desk.publish('Earlier', {
    bylines: ['Ana Ruiz', { name: 'Bo Lind', role: 'at the pier' }],
    tags: ['port', 'storm'],
  });
  await desk.moreFields();
  const composer = page.locator('#composer');
  const people = composer.getByRole('group', { name: 'Bylines of this feed' });
  await people.getByRole('button', { name: 'Bo Lind' }).waitFor();
  await composer.getByLabel('Bylines').first().fill('Cy Ode, an');
  await people.getByRole('button', { name: 'Bo Lind' }).waitFor({ state: 'detached' });
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const bylines = composer.getByRole('textbox', { name: 'Bylines' });
  await until(async () => (await bylines.inputValue()) === 'Cy Ode, Ana Ruiz', 'the name');
  await until(() => hasFocus(bylines), 'the focus in the field');
  await people.getByRole('button', { name: 'Bo Lind' }).click();
  await composer
    .getByRole('group', { name: 'Tags of this feed' })
    .getByRole('button', { name: 'storm' })
    .click();
  expect(await findFaults(page)).toEqual([]);
  await desk.body.fill('Later');
  await page.keyboard.press('Control+Enter');
  await desk.says('Published');
  expect((await desk.items())[0]).toMatchObject({
    bylines: ['Cy Ode', 'Ana Ruiz', 'Bo Lind'],
    people: [{ name: 'Cy Ode' }, { name: 'Ana Ruiz' }, { name: 'Bo Lind', role: 'at the pier' }],
    tags: ['storm'],
  });
});

test('a text is counted without its marks, and seen as wide as where it will be; the width is remembered', async () => {
  const desk = await room.editor(await room.feed());
  const { page, body } = desk;
  await body.fill('## Two words\n\n- and a [link](https://x.example/very/long), 2027');
  await page.getByText('6 words · 27 characters · under a minute to read').waitFor();
  await desk.button('Preview').click();
  const preview = page.getByRole('region', { name: 'Preview' });
  await preview.getByRole('button', { name: 'Beside an article' }).click();
  await preview.locator('.lt-rail .lt-brief').waitFor();
  const width = (await preview.locator('.lt-list').boundingBox())?.width;
  expect(width).toBe(300);
  await page.reload();
  await body.fill('Again');
  await desk.button('Preview').click();
  await preview.locator('.lt-rail .lt-brief').waitFor();
  await preview.getByRole('button', { name: 'Phone' }).click();
  await preview.locator('.lt-rail').waitFor({ state: 'detached' });
  expect((await preview.locator('.lt-list').boundingBox())?.width).toBe(390);
  expect(await findFaults(page)).toEqual([]);
});
