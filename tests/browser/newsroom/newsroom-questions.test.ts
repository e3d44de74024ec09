import { openEditorsRoom, type Desk } from './editors-room.ts';

describe('what readers cannot help noticing', () => {
  const room = openEditorsRoom({ shared: true });

  async function answer(desk: Desk, title: string, effect: RegExp, button: string) {
    const question = desk.dialog(title);
    await question.waitFor();
    expect(await question.textContent()).toMatch(effect);
    await question.getByRole('button', { name: button, exact: true }).click();
  }

  test('an edit that makes an item breaking is asked about once, naming its reach (E11)', async () => {
    const desk = await room.editor(await room.feed());
    await desk.publish('The dam holds');
    const row = desk.row('The dam holds');
    await row.getByRole('button', { name: 'Edit' }).click();
    await row.getByLabel('Breaking').check();
    await row.getByLabel('Headline').press('Control+Enter');
    await answer(desk, 'Make it breaking?', /every reader at once/, 'Cancel');
    expect(await desk.items()).toMatchObject([{ rev: 1, breaking: false }]);
    await row.getByLabel('Headline').press('Control+Enter');
    await answer(desk, 'Make it breaking?', /every reader at once/, 'Make it breaking');
    await desk.says('Saved');
    expect(await desk.items()).toMatchObject([{ rev: 2, breaking: true }]);

    // It is breaking: the next edit is not asked about.
    await row.getByRole('button', { name: 'Edit' }).click();
    await row.getByLabel('Headline').fill('The dam holds, so far');
    await row.getByLabel('Headline').press('Control+Enter');
    await desk.row('The dam holds, so far').waitFor();
  });

  test('breaking news and a removal name how many readers have the feed open (25)', async () => {
    const feed = await room.feed();
    const desk = await room.editor(feed);
    const reader = await room.page();
    await reader.goto(`${room.server.url}/feeds/${feed}`);
    // The editor's own page is none.
    await desk.page.locator('.nr-status').getByText('1 reader', { exact: true }).waitFor();
    await desk.publish('The dam holds');
    await desk.row('The dam holds').getByRole('button', { name: 'Remove' }).click();
    await desk.page.getByText('1 reader has the feed open now.').waitFor();
    await desk.page.keyboard.press('Escape');
    await desk.body.fill('The dam breaks');
    await desk.page.locator('#composer').getByLabel('Breaking').check();
    await desk.body.press('Control+Enter');
    const reach = /every reader at once\. 1 reader has the feed open now\./;
    await answer(desk, 'Publish as breaking?', reach, 'Publish as breaking');
    await desk.says('Published');
  });

  test('the end of coverage is asked about once (E11)', async () => {
    const desk = await room.editor(await room.feed());
    await desk.button('Feed settings').click();
    await desk.button('End coverage').click();
    await answer(desk, 'End coverage?', /nothing more will come/, 'Cancel');
    expect((await desk.call('GET', '')).json).toMatchObject({ info: { coverage: 'open' } });
    await desk.button('End coverage').click();
    await answer(desk, 'End coverage?', /nothing more will come/, 'End coverage');
    await desk.says('Coverage ended');
    expect((await desk.call('GET', '')).json).toMatchObject({ info: { coverage: 'ended' } });
  });

  test('a pin that takes the place of another is asked about once, naming the other (E11)', async () => {
    const desk = await room.editor(await room.feed());
    await desk.publish('What we know');
    await desk.publish('Where to get water');
    const pin = (words: string) =>
      desk.row(words).getByRole('button', { name: 'Pin', exact: true });
    await pin('What we know').click();
    await desk.says('Pinned');
    await desk.row('What we know').getByText('Pinned').waitFor();
    await pin('Where to get water').click();
    await answer(desk, 'Pin this one instead?', /“What we know”/, 'Pin this one');
    await desk.row('Where to get water').getByText('Pinned').waitFor();
    expect((await desk.call('GET', '')).json).toMatchObject({
      pinned: { headline: 'Where to get water' },
    });
  });

  test('publishing, scheduling and releasing after the end of coverage are asked about once (E18)', async () => {
    const desk = await room.editor(await room.feed({ coverage: 'ended' }));
    const ended = /readers were told that nothing more will come/;
    await desk.body.fill('One more thing.');
    await desk.body.press('Control+Enter');
    await answer(desk, 'Publish after the end of coverage?', ended, 'Publish all the same');
    await desk.says('Published');
    await desk.body.fill('And later.');
    await desk.moreFields();
    await desk.page.getByLabel('Schedule for, Europe/Berlin time').fill('2031-12-01T06:00');
    await desk.body.press('Control+s');
    await answer(desk, 'Schedule after the end of coverage?', ended, 'Schedule all the same');
    await desk.says('Scheduled for');
    await desk.row('And later.').getByRole('button', { name: 'Publish now' }).click();
    await answer(desk, 'Publish after the end of coverage?', ended, 'Publish all the same');
    await desk.says('Published');
    expect(await desk.items()).toHaveLength(2);
  });

  test('breaking news after the end of coverage is one question that names both (E18)', async () => {
    const desk = await room.editor(await room.feed({ coverage: 'ended' }));
    await desk.body.fill('One more thing.');
    await desk.page.locator('#composer').getByLabel('Breaking').check();
    await desk.body.press('Control+Enter');
    const both = /every reader at once.*nothing more will come/;
    await answer(desk, 'Publish as breaking?', both, 'Publish as breaking');
    await desk.says('Published');
  });
});
