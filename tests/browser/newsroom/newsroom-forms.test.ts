import { randomUUID } from 'node:crypto';
import type { Locator } from 'playwright-core';
import { until } from '../../until.ts';
import { OtherNewsroom } from '../../upstreams/other-newsroom.ts';
import { findFaults } from '../embed/find-faults.ts';
import { openEditorsRoom, type Desk } from './editors-room.ts';

describe('a form in the newsroom', () => {
  const room = openEditorsRoom({ config: async () => ({ followersAllowPrivate: true }) });
  const desk = { width: 1280, height: 900 };
  const phone = { width: 390, height: 844 };

  const top = async (element: Locator) => (await element.boundingBox())?.y ?? Number.NaN;

  async function openEdit(editor: Desk, words: string): Promise<Locator> {
    await editor.row(words).getByRole('button', { name: 'Edit', exact: true }).click();
    const field = editor.page.getByRole('form', { name: `Edit: ${words}` }).getByLabel('Headline');
    await field.waitFor();
    return field;
  }

  test.each([
    ['a short feed', 3, desk],
    ['a long feed', 20, desk],
    ['a feed on a phone', 6, phone],
  ])('in %s does not move when items come in and change above it (E9)', async (_w, n, viewport) => {
    const editor = await room.editor(await room.feed(), viewport);
    const ids: string[] = [];
    for (let one = 1; one <= n; one += 1) ids.push(await editor.publish(`Item number ${one}.`));
    const field = await openEdit(editor, 'Item number 1.');
    await field.fill('Being written');
    const before = await top(field);
    for (const words of ['New one', 'New two', 'New three']) await editor.publish(words);
    const change = {
      kind: 'correct',
      note: 'A long note. '.repeat(20),
      headline: 'Longer '.repeat(30),
    };
    await editor.call('PATCH', `/items/${ids[n - 1]}`, change, { 'if-match': '"1"' });
    await editor.page.getByText('3 new, shown when the form is closed').waitFor();
    expect(Math.abs((await top(field)) - before)).toBeLessThan(1);
    expect(await field.inputValue()).toBe('Being written');

    await field.press('Escape');
    for (const words of ['New one', 'New two', 'New three']) await editor.row(words).waitFor();
    await editor.page.getByText('A long note.').first().waitFor();
  });

  test('of a draft does not move when drafts come and go above it (E9)', async () => {
    const editor = await room.editor(await room.feed());
    const embargo = new Date(Date.now() + 3_600_000).toISOString();
    const { json } = await editor.call('POST', '/items', { headline: 'Due first', embargo });
    await editor.draft('Being edited');
    await editor.page.reload();
    const row = editor.row('Being edited');
    await row.getByRole('button', { name: 'Edit, schedule' }).click();
    const field = row.getByLabel('Headline');
    await field.waitFor();
    const before = await top(field);
    const { id } = json['item'] as { id: string };
    const sooner = new Date(Date.now() + 1_800_000).toISOString();
    await editor.call('POST', '/items', { headline: 'Due before all', embargo: sooner });
    await editor.call('PATCH', `/items/${id}`, { draft: false }, { 'if-match': '"1"' });
    await editor.row('Due before all').waitFor({ timeout: 20_000 });
    await editor.page.getByText('Not among the drafts any more.').waitFor();
    expect(Math.abs((await top(field)) - before)).toBeLessThan(1);
  });

  test('on a phone does not move when drafts come in far above it (E9)', async () => {
    const editor = await room.editor(await room.feed(), phone);
    for (let one = 1; one <= 6; one += 1) await editor.publish(`Item number ${one}.`);
    const field = await openEdit(editor, 'Item number 1.');
    const before = await top(field);
    await editor.draft('A draft of another editor');
    await editor.row('A draft of another editor').waitFor({ timeout: 20_000 });
    expect(Math.abs((await top(field)) - before)).toBeLessThan(1);
  });

  test('of a withdrawn item says that it stays withdrawn, and it does (E6)', async () => {
    const editor = await room.editor(await room.feed());
    const id = await editor.publish('It was so');
    const strike = { kind: 'strike', note: 'It was not so.' };
    await editor.call('PATCH', `/items/${id}`, strike, { 'if-match': '"1"' });
    await editor.row('It was so').getByText('Withdrawn').waitFor();
    const field = await openEdit(editor, 'It was so');
    await editor.page.getByText('The item is withdrawn, and stays so').waitFor();
    await field.fill('It was said so');
    await field.press('Control+Enter');
    await editor.says('Saved');
    expect(await editor.items()).toMatchObject([
      { headline: 'It was said so', rev: 3, struck: { note: 'It was not so.' } },
    ]);
  });

  test.each([
    [/^The first/, '2027-11-07T05:30:00.000Z'],
    [/^The second/, '2027-11-07T06:30:00.000Z'],
  ])('asks which of two is meant of a time that comes twice: %s (E17)', async (which, instant) => {
    const editor = await room.editor(await room.feed({ timezone: 'America/New_York' }));
    await editor.body.fill('In the small hours.');
    await editor.moreFields();
    await editor.page.getByLabel('Schedule for, America/New_York time').fill('2027-11-07T01:30');
    await editor.body.press('Control+Enter');
    await editor.page.getByText('Choose one of the two.').waitFor();
    expect(await editor.drafts()).toEqual([]);
    await editor.page.getByRole('radio', { name: which }).check();
    await editor.body.press('Control+Enter');
    await editor.says('Scheduled for Sun 7 Nov, 01:30');
    expect(await editor.drafts()).toMatchObject([{ embargo: instant }]);

    // The draft's form holds the same one, and changing a word does not move it.
    await editor.button('Edit, reschedule').click();
    const form = editor.page.getByRole('form', { name: /Edit the draft/ });
    await editor.moreFields(form);
    expect(await form.getByRole('radio', { name: which }).isChecked()).toBe(true);
    await form.getByLabel('Text, in Markdown').fill('In the very small hours.');
    await form.getByLabel('Text, in Markdown').press('Control+Enter');
    await until(async () => (await editor.drafts())[0]?.['rev'] === 2, 'the change');
    expect(await editor.drafts()).toMatchObject([{ embargo: instant }]);
  });

  test('has the language and the direction of an item and of the feed (U9)', async () => {
    const editor = await room.editor(await room.feed());
    await editor.body.fill('أُغلقت البوابات.');
    await editor.moreFields();
    const direction = editor.page.locator('#composer').getByLabel('Direction of the text');
    expect(await direction.locator('option:checked').textContent()).toBe('Automatic');
    await editor.page.locator('#composer').getByLabel('Language').fill('ar');
    await direction.selectOption('Right to left');
    await editor.body.press('Control+Enter');
    await editor.says('Published');
    expect(await editor.items()).toMatchObject([{ lang: 'ar', dir: 'rtl' }]);
    await editor.row('أُغلقت البوابات').getByRole('button', { name: 'Edit' }).click();
    const form = editor.page.getByRole('form', { name: /^Edit/ });
    await editor.moreFields(form);
    await form.getByLabel('Direction of the text').selectOption('Automatic');
    await form.getByRole('button', { name: 'Save the edit' }).click();
    await editor.says('Saved');
    expect((await editor.items())[0]?.['dir']).toBeUndefined();

    await editor.button('Feed settings').click();
    const settings = editor.dialog('Feed settings');
    await settings.getByLabel('Language').fill('he');
    await settings.getByLabel('Direction of the text').selectOption('Right to left');
    await settings.getByLabel('Who finds this feed').selectOption('unlisted');
    await settings.getByRole('button', { name: 'Save' }).click();
    await editor.says('Feed saved');
    expect((await editor.call('GET', '')).json).toMatchObject({
      info: { lang: 'he', dir: 'rtl', visibility: 'unlisted' },
    });
  });

  test('shows a key for signed-in readers once, and ends it', async () => {
    const editor = await room.editor(await room.feed({ visibility: 'signed' }));
    await editor.button('Feed settings').click();
    await editor.dialog('Feed settings').getByRole('button', { name: 'Keys for readers' }).click();
    const keys = editor.dialog('Keys for readers');
    await keys.getByRole('button', { name: 'Make a key' }).click();
    expect(await keys.getByRole('status').locator('code').textContent()).toMatch(/^[\w-]{43}$/);
    await keys.getByRole('button', { name: 'Make another key' }).click();
    await keys.getByText('counts until').waitFor();
    for (const left of [1, 0]) {
      await keys.getByRole('button', { name: 'End now' }).first().click();
      await until(async () => (await keys.getByRole('listitem').count()) === left, `${left} keys`);
    }
  });

  test('brings in a story of elsewhere after it has told what would become of it, and says what cannot be read', async () => {
    const feed = await room.feed();
    const editor = await room.editor(feed, phone);
    await editor.button('Feed settings').click();
    await editor.dialog('Feed settings').getByRole('button', { name: 'Import' }).click();
    const dialog = editor.dialog('Import');
    const give = (name: string, words: string) =>
      dialog
        .getByLabel('File')
        .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(words) });
    await dialog.getByRole('button', { name: 'What would it do?' }).click();
    await dialog.getByText('Choose a file, or say where the story is.').waitFor();
    await give('story.txt', 'hello');
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await dialog.getByRole('alert').getByText('Nobody knows by its beginning').waitFor();

    const at = '2021-02-19T18:00:00Z';
    const line = {
      externalId: 'a',
      postedAt: at,
      wordings: [{ kind: 'post', at, headline: 'Landed' }],
    };
    await give('story.ndjson', `{"dateline":1}\n${JSON.stringify(line)}\n`);
    const network = editor.page.context();
    await network.setOffline(true);
    await dialog.getByRole('button', { name: 'What would it do?' }).click();
    await dialog.getByText('Nothing is changed. Try again.').waitFor();
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await dialog.getByText('Import it again: it goes on').waitFor();
    await network.setOffline(false);
    await dialog.getByRole('button', { name: 'What would it do?' }).click();
    const foreseen = dialog.getByRole('region', { name: 'What it would do' });
    await foreseen.getByText('1 new').waitFor();
    await foreseen.getByRole('row', { name: /^1 Title, standfirst/ }).waitFor();
    expect(await editor.items()).toEqual([]);
    expect(await findFaults(editor.page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await dialog.getByRole('region', { name: 'What it did' }).getByText('1 new').waitFor();
    expect(await editor.items()).toMatchObject([
      { headline: 'Landed', postedAt: '2021-02-19T18:00:00.000Z' },
    ]);
    const leads = dialog.getByRole('link', { name: 'Export this feed' });
    expect(await leads.getAttribute('href')).toMatch(new RegExp(`api/v1/feeds/${feed}/export$`));
  });

  test('follows a feed of another newsroom, says what is wrong with one, pauses it, and stops after a question', async () => {
    await using there = await OtherNewsroom.open();
    there.add('post', randomUUID(), 'Landed there');
    const feed = await room.feed();
    const editor = await room.editor(feed, phone);
    await editor.button('Feed settings').click();
    await editor.dialog('Feed settings').getByRole('button', { name: 'Other newsrooms' }).click();
    const dialog = editor.dialog('Other newsrooms');
    await dialog.getByText('None yet.').waitFor();
    await dialog.getByRole('button', { name: 'Follow a feed' }).click();
    await dialog.getByLabel('Address of the feed').fill(`${new URL(there.url).origin}/news`);
    await dialog.getByRole('button', { name: 'Follow it' }).click();
    await dialog.getByText('must be the address of a feed').waitFor();
    await dialog.getByLabel('Address of the feed').fill(there.url);
    await dialog.getByLabel('Name of the newsroom').fill('The Port');
    await dialog.getByLabel('Begin with').selectOption('All that is there');
    expect(await findFaults(editor.page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Follow it' }).click();
    const row = dialog.getByRole('listitem').filter({ hasText: 'The Port' });
    await row.getByText('into the queue').waitFor();
    await until(
      async () => (await editor.call('GET', '/drafts')).text.includes('Landed there'),
      'the draft',
    );
    await row.getByRole('button', { name: 'Pause' }).click();
    await row.getByText('Paused.').waitFor();
    await row.getByRole('button', { name: 'Stop following' }).click();
    await dialog.getByText('Nothing more comes from The Port').waitFor();
    expect(await findFaults(editor.page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Stop following' }).last().click();
    await dialog.getByText('None yet.').waitFor();
  });
});
