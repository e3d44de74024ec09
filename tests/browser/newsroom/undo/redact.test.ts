import { openEditorsRoom } from '../editors-room.ts';

const room = openEditorsRoom();

test('a name that must not stand is replaced and erased, after one question, and no reader who paused keeps it', async () => {
  const desk = await room.editor(await room.feed());
  await desk.publish('Erna Muster was there');
  const reader = await room.page();
  await reader.goto(`${room.server.url}/feeds/${desk.feed}`);
  await reader.locator('live-ticker [part=status]', { hasText: 'Live' }).waitFor();
  await reader.getByRole('button', { name: 'Pause' }).click();
  await desk.row('Erna').getByRole('button', { name: 'Replace', exact: true }).click();
  const form = desk.page.getByRole('form', { name: /^Replace and erase/ });
  await form.getByLabel('Note to readers').fill('We name no witnesses.');
  await form.getByLabel('Headline').fill('A witness was there');
  await form.getByRole('button', { name: 'Replace and erase' }).click();
  await desk.dialog('Replace and erase?').getByRole('button', { name: 'Erase for good' }).click();
  await desk.says('Replaced; the words of before are erased');
  await reader.getByText('A witness was there').first().waitFor();
  expect(await reader.locator('live-ticker').textContent()).not.toContain('Erna');
  expect(JSON.stringify(await desk.items())).not.toContain('Erna');
  expect(await desk.hasKept('Erna')).toBe(false);
});
