import { adminToken } from '../../call.ts';
import { until } from '../../until.ts';
import { openEditorsRoom, type Desk } from './editors-room.ts';

describe('what the newsroom says', () => {
  const room = openEditorsRoom();

  const isInSight = (desk: Desk) =>
    desk.page.locator('.nr-status').evaluate((line) => {
      const { top, bottom } = line.getBoundingClientRect();
      const shown = document.elementFromPoint(40, (top + bottom) / 2);
      return top >= 0 && bottom <= innerHeight && line.contains(shown);
    });

  test.each([
    ['on a desk', { width: 1280, height: 900 }],
    ['on a phone', { width: 390, height: 700 }],
  ])('of a refused schedule is true, and in sight %s (E14)', async (_where, viewport) => {
    const desk = await room.editor(await room.feed(), viewport);
    for (let n = 0; n < 25; n += 1) await desk.publish(`Item ${n}`);
    await desk.body.fill('For later.');
    await desk.moreFields();
    const time = desk.page.getByLabel('Schedule for, Europe/Berlin time');
    await time.fill('2031-12-01T06:00');
    await desk.body.press('Control+Enter');
    await desk.says('Scheduled for Mon 1 Dec, 06:00');
    await desk.body.fill('For yesterday.');
    await time.fill('2001-12-01T06:00');
    await time.press('Control+Enter');
    expect(await desk.says('Not scheduled')).toBe('Not scheduled');
    expect(await desk.page.getByText('is in the past').isVisible()).toBe(true);
    await desk.page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    expect(await isInSight(desk)).toBe(true);
  });

  test.each([
    ['an edit', 'Edit', 'Not saved'],
    ['a withdrawal', 'Withdraw', 'Not withdrawn'],
    ['a removal', 'Remove', 'Not removed'],
  ])('of %s that was refused is that it was not done (E14)', async (_what, action, said) => {
    const desk = await room.editor(await room.feed());
    await desk.publish('An item');
    await desk.row('An item').getByRole('button', { name: 'Pin', exact: true }).click();
    await desk.says('Pinned');
    await desk.row('An item').getByRole('button', { name: action, exact: true }).click();
    const form = desk.row('An item').getByRole('form');
    await form.getByRole('textbox').first().fill('Other words');
    await desk.page.route('**/items/*', (route) =>
      route.request().method() === 'GET' ? route.continue() : route.abort(),
    );
    await desk.page.keyboard.press('Control+Enter');
    expect(await desk.says(said)).toBe(said);
  });

  test('to whom signs in again is for people, and the text is sent then (E12)', async () => {
    const desk = await room.editor(await room.feed());
    await desk.body.fill('In the middle of it.');
    // Nothing but the publishing is to find out that the session is over.
    await desk.page.route('**/drafts', (route) => route.fulfill({ json: { items: [] } }));
    await desk.page.context().clearCookies();
    await desk.body.press('Control+Enter');
    const again = desk.dialog('Sign in again');
    await again.getByLabel('Token').fill('not the token');
    await desk.page.keyboard.press('Enter');
    await again.getByText('Not signed in').waitFor();
    await again.getByLabel('Token').fill(adminToken);
    await desk.page.keyboard.press('Enter');
    await again.waitFor({ state: 'detached' });
    await desk.page.getByText('You were signed out').waitFor();
    expect(await desk.page.locator('body').textContent()).not.toMatch(/Authorization|Bearer/);
    await desk.button('Retry').click();
    await desk.says('Published');
  });

  test('of an item that was removed while its form is open offers no try that cannot help (E1)', async () => {
    const desk = await room.editor(await room.feed());
    const id = await desk.publish('Soon gone');
    const row = desk.row('Soon gone');
    await row.getByRole('button', { name: 'Edit' }).click();
    await row.getByLabel('Headline').fill('Words of mine');
    await desk.call('DELETE', `/items/${id}`, { reason: 'A court.' });
    const form = desk.page.getByRole('form', { name: 'Edit: Soon gone' });
    await form.getByText(/This item was removed at \d\d:\d\d/).waitFor();
    await desk.says(/This item was removed at/);
    expect(await form.getByLabel('Headline').inputValue()).toBe('Words of mine');
    expect(await form.getByRole('button', { name: /Retry|Save/ }).count()).toBe(0);
    await form.getByLabel('Headline').press('Escape');
    await desk.page.getByText(/^Removed \d\d:\d\d$/).waitFor();
    await until(async () => !(await desk.hasKept('Words of mine')), 'the words to be forgotten');
  });

  test.each(['Edit', 'Correct', 'Withdraw', 'Remove'])(
    'of Ctrl+S in %s is so: the text is kept here and nothing is published (E10)',
    async (action) => {
      const desk = await room.editor(await room.feed());
      await desk.publish('As it is');
      await desk.row('As it is').getByRole('button', { name: action, exact: true }).click();
      const form = desk.row('As it is').getByRole('form');
      await form.getByRole('textbox').first().fill('Half a thought');
      await form.getByRole('textbox').first().press('Control+s');
      await desk.says('Kept on this device, not published');
      expect(await desk.hasKept('Half a thought')).toBe(true);
      expect(await desk.items()).toMatchObject([{ headline: 'As it is', rev: 1 }]);
      expect(await form.isVisible()).toBe(true);
    },
  );

  test('of the keys is what they do (E10)', async () => {
    const desk = await room.editor(await room.feed());
    await desk.button(/^Keys/).click();
    const list = desk.dialog('Keys');
    // What a dialog shows may be loaded when it is asked for.
    await list.getByText('Save the draft; with a time set, schedule it').waitFor();
    await list.getByText('keep your text on this device, publish nothing').waitFor();
  });

  test('of an edit is what readers see of it (E15)', async () => {
    const desk = await room.editor(await room.feed());
    const id = await desk.publish('A comma missing');
    const row = desk.row('A comma missing');
    await row.getByRole('button', { name: 'Edit' }).click();
    await row.getByText('Readers see “Edited” with the time, and no note.').waitFor();
    await row.getByLabel('Headline').fill('A comma, missing');
    await row.getByRole('button', { name: 'Save the edit' }).click();
    await desk.says('Saved: readers see it as edited');
    await desk.page.goto(`${desk.server.url}/feeds/${desk.feed}/items/${id}`);
    await desk.page.locator('.lt-mark', { hasText: 'Edited' }).waitFor();
  });

  test('is the readers’ own word for each state (W5)', async () => {
    const desk = await room.editor(await room.feed());
    const id = await desk.publish('To be withdrawn');
    await desk.publish('To be removed');
    await desk.row('To be withdrawn').getByRole('button', { name: 'Withdraw' }).click();
    await desk.page.keyboard.type('It was not so.');
    await desk.page.keyboard.press('Control+Enter');
    await desk.says('Withdrawn');
    await desk
      .row('To be withdrawn')
      .getByText(/^Withdrawn \d\d:\d\d/)
      .waitFor();
    await desk.row('To be removed').getByRole('button', { name: 'Remove' }).click();
    await desk.page.keyboard.type('A court.');
    await desk.page.keyboard.press('Control+Enter');
    await desk.says('Removed');
    const { text } = await desk.call('GET', `/items/${id}`);
    expect(text).toContain('It was not so.');
    await desk.page.goto(`${desk.server.url}/feeds/${desk.feed}`);
    const page = await desk.page.locator('main').first().textContent();
    expect(page).toContain('Withdrawn');
    expect(page).toContain('Removed');
  });

  test('is plain: no word for machines, none that is not understood (W5)', async () => {
    const desk = await room.editor(await room.feed());
    await desk.moreFields();
    const words = await desk.page.locator('#newsroom').textContent();
    expect(words).toContain('Separate tags with commas.');
    expect(words).not.toMatch(/[Pp]arted|to who|As in|[Ee]mbargo|Strike|Take down/);
  });
});
