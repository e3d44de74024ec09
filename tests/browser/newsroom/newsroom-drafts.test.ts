import { until } from '../../until.ts';
import { openEditorsRoom, type Desk } from './editors-room.ts';
import { written } from './writing/written.ts';

describe('a draft that several editors have before them', () => {
  const room = openEditorsRoom();

  async function openForm(desk: Desk, words: string) {
    await desk
      .row(words)
      .getByRole('button', { name: /^Edit, / })
      .click();
    const form = desk.page.getByRole('form', { name: `Edit the draft: ${words}` });
    await form.getByLabel('Text, in Markdown').fill('Words that took an hour.');
    return form;
  }

  const release = (desk: Desk, id: string) =>
    desk.call('PATCH', `/items/${id}`, { draft: false }, { 'if-match': '"1"' });

  test('stays in its form when another publishes it, and goes on as an edit with the text (E1)', async () => {
    const desk = await room.editor(await room.feed());
    const id = await desk.draft('Gates shut', { body: 'First words.' });
    await desk.page.reload();
    const form = await openForm(desk, 'Gates shut');
    await release(desk, id);

    await form.getByText(/This draft was published meanwhile, at \d\d:\d\d/).waitFor();
    await desk.says(/This draft was published meanwhile/);
    expect(await written(form.getByLabel('Text, in Markdown'))).toBe('Words that took an hour.');
    expect(await form.getByRole('button', { name: 'Save draft' }).count()).toBe(0);
    await form.getByRole('button', { name: 'Go on as an edit' }).click();
    const edit = desk.page.getByRole('form', { name: 'Edit: Gates shut' });
    expect(await written(edit.getByLabel('Text, in Markdown'))).toBe('Words that took an hour.');
    await edit.getByRole('button', { name: 'Save the edit' }).click();
    await desk.says('Saved');
    expect((await desk.call('GET', `/items/${id}/source`)).json).toMatchObject({
      rev: 2,
      markdown: 'Words that took an hour.',
    });
  });

  test('stays in its form when its time comes (E1)', async () => {
    const desk = await room.editor(await room.feed());
    const embargo = new Date(Date.now() + 10_000).toISOString();
    await desk.call('POST', '/items', { headline: 'By itself', embargo });
    await desk.page.reload();
    const form = await openForm(desk, 'By itself');
    await form.getByText(/This draft was published meanwhile/).waitFor();
    expect(await written(form.getByLabel('Text, in Markdown'))).toBe('Words that took an hour.');
  });

  test('that another changed and published shows both texts to who goes on (E1)', async () => {
    const desk = await room.editor(await room.feed());
    const id = await desk.draft('Both of us', { body: 'First words.' });
    await desk.page.reload();
    const form = await openForm(desk, 'Both of us');
    const theirs = { body: 'Words of another.', draft: false };
    await desk.call('PATCH', `/items/${id}`, theirs, { 'if-match': '"1"' });
    await form.getByRole('button', { name: 'Go on as an edit' }).click();
    const edit = desk.page.getByRole('form', { name: 'Edit: Both of us' });
    await edit.getByText('Words of another.').waitFor();
    expect(await written(edit.getByLabel('Text, in Markdown'))).toBe('Words that took an hour.');
  });

  test('that was published a moment ago says so to who saves it, in words for people (E1)', async () => {
    const desk = await room.editor(await room.feed());
    const id = await desk.draft('In the gap');
    await desk.page.reload();
    const form = await openForm(desk, 'In the gap');
    // The page hears of nothing: neither the list of drafts nor the feed.
    await desk.page.route('**/drafts', (route) => route.abort());
    await desk.page.context().setOffline(true);
    await release(desk, id);
    await desk.page.context().setOffline(false);
    await desk.page.unroute('**/drafts');
    await form.getByLabel('Text, in Markdown').press('Control+Enter');
    await form.getByText(/This draft was published meanwhile/).waitFor();
    expect(await form.textContent()).not.toMatch(/\/kind|Retry/);
  });

  test('discarded by another keeps its text for who was writing, also after closing (E1)', async () => {
    const desk = await room.editor(await room.feed());
    const id = await desk.draft('Not wanted');
    await desk.page.reload();
    const form = await openForm(desk, 'Not wanted');
    await desk.call('DELETE', `/items/${id}`, undefined, { 'if-match': '"1"' });
    // Drafts are looked for every 10 s, and whenever the page comes into view.
    await desk.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await form.getByText('This draft was discarded meanwhile').waitFor();
    await form.getByRole('button', { name: 'Close' }).click();
    const unsent = desk.page.getByRole('region', { name: 'Unsent, on this device' });
    await unsent.getByRole('button', { name: 'Go on writing' }).click();
    expect(await written(desk.body)).toBe('Words that took an hour.');
  });

  /** Another editor publishes the draft at the moment at which this editor's call is on its way. */
  const publishFirst = (desk: Desk, id: string) =>
    desk.page.route(
      `**/items/${id}`,
      async (route) => {
        await release(desk, id);
        await route.continue();
      },
      { times: 1 },
    );

  test('published by another a moment before says so to who publishes it, too (E13)', async () => {
    const desk = await room.editor(await room.feed());
    const id = await desk.draft('Twice published');
    await desk.page.reload();
    await publishFirst(desk, id);
    await desk.button('Publish now').click();
    await desk.says(/^Not published: This draft was published meanwhile, at \d\d:\d\d$/);
    expect(await desk.items()).toMatchObject([{ id, rev: 1 }]);
  });

  test('published by another a moment before is not taken down by who discards it (E13)', async () => {
    const desk = await room.editor(await room.feed());
    const id = await desk.draft('Discarded too late');
    await desk.page.reload();
    await publishFirst(desk, id);
    await desk.button('Discard').click();
    await desk.dialog('Discard this draft?').getByRole('button', { name: 'Discard' }).click();
    await desk.says(/^Not discarded: This draft was published meanwhile/);
    expect(await desk.items()).toMatchObject([{ id, headline: 'Discarded too late' }]);
  });

  test('with a time set in the composer is scheduled by Ctrl+S, and keeps its time (E2)', async () => {
    const desk = await room.editor(await room.feed());
    await desk.body.fill('For tomorrow.');
    await desk.moreFields();
    await desk.page.getByLabel('Schedule for, Europe/Berlin time').fill('2031-12-01T06:00');
    expect(await desk.button('Save draft').count()).toBe(0);
    await desk.button(/^Schedule for Mon 1 Dec, 06:00$/).waitFor();
    await desk.body.press('Control+s');
    await desk.says('Scheduled for Mon 1 Dec, 06:00');
    expect(await desk.drafts()).toMatchObject([
      { markdown: 'For tomorrow.', embargo: '2031-12-01T05:00:00.000Z' },
    ]);
    expect(await desk.items()).toEqual([]);
  });

  test('says on its button what saving does: draft, schedule, or take the time away (E4)', async () => {
    const desk = await room.editor(await room.feed());
    await desk.draft('Needs a time');
    await desk.page.reload();
    const form = await openForm(desk, 'Needs a time');
    await form.getByRole('button', { name: 'Save draft' }).waitFor();
    await desk.moreFields(form);
    const time = form.getByLabel('Schedule for, Europe/Berlin time');
    await time.fill('2031-12-01T06:00');
    await form.getByRole('button', { name: 'Schedule for Mon 1 Dec, 06:00' }).click();
    await desk.says('Scheduled for Mon 1 Dec, 06:00');
    await until(async () => (await desk.drafts())[0]?.['embargo'] !== undefined, 'the time');

    await desk.row('Needs a time').getByRole('button', { name: 'Edit, reschedule' }).click();
    await desk.moreFields(form);
    await time.fill('');
    await form.getByRole('button', { name: 'Save draft, without a time' }).click();
    await desk.says('Saved as a draft, without a time');
    expect((await desk.drafts())[0]?.['embargo']).toBeUndefined();
  });
});
