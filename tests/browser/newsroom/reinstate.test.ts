import { openEditorsRoom } from './editors-room.ts';

const room = openEditorsRoom();

test('a withdrawn item that is reinstated is plain again for every reader, with both notes, and can be withdrawn again', async () => {
  const feed = await room.feed();
  const editor = await room.editor(feed);
  const id = await editor.publish('The mayor resigns');
  const reader = await editor.page.context().newPage();
  await reader.goto(`${room.server.url}/feeds/${feed}`);
  const single = await editor.page.context().newPage();
  await single.goto(`${room.server.url}/feeds/${feed}/items/${id}`);
  const shown = reader.locator('live-ticker .lt-item');
  await shown.getByText('The mayor resigns').first().waitFor();

  const act = async (name: string, note: string, done: string) => {
    const row = editor.row('The mayor resigns');
    await row.getByRole('button', { name, exact: true }).press('Enter');
    const form = editor.page.getByRole('form', { name: `${name}: The mayor resigns` });
    await form.getByLabel('Note to readers').fill(note);
    await editor.page.keyboard.press('Control+Enter');
    await editor.says(done);
  };

  await act('Withdraw', 'It was a hoax.', 'Withdrawn');
  await reader.locator('.lt-item.lt-struck').waitFor();
  await single.locator('.lt-item.lt-struck').waitFor();
  expect(await editor.row('The mayor resigns').getByRole('button').allTextContents()).toEqual([
    'Edit',
    'Correct',
    'Reinstate',
    'Replace',
    'Remove',
    'Pin',
    'History',
  ]);

  await act('Reinstate', 'The town hall confirms it.', 'Reinstated');
  for (const page of [reader, single]) {
    await page.getByText('The town hall confirms it.').waitFor();
    const article = page.locator('.lt-item');
    expect(await article.getAttribute('class')).not.toContain('lt-struck');
    expect(await article.locator('s, del').count()).toBe(0);
    const remarks = await article.locator('.lt-remark').allTextContents();
    expect(remarks).toEqual([
      expect.stringMatching(/^Withdrawn .* — It was a hoax\.$/),
      expect.stringMatching(/^Reinstated .* — The town hall confirms it\.$/),
    ]);
  }
  expect(await single.title()).toMatch(/^The mayor resigns/);
  await editor.row('The mayor resigns').getByText('Reinstated').waitFor();
  expect(await editor.items()).toMatchObject([
    {
      rev: 3,
      remarks: [
        { kind: 'strike', note: 'It was a hoax.' },
        { kind: 'unstrike', note: 'The town hall confirms it.' },
      ],
    },
  ]);

  // As machines and readers without a script are told.
  const html = await fetch(`${room.server.url}/feeds/${feed}`).then((answer) => answer.text());
  expect(html).toContain('LiveBlogPosting');
  expect(/"headline":"The mayor resigns"/.test(html)).toBe(true);

  await act('Withdraw', 'A hoax after all.', 'Withdrawn');
  await reader.locator('.lt-item.lt-struck').waitFor();
  expect(await reader.locator('.lt-remark').count()).toBe(3);
});
