import { findFaults } from '../../embed/find-faults.ts';
import { openEditorsRoom } from '../editors-room.ts';

const room = openEditorsRoom();

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
