import { until } from '../../../until.ts';
import { openEditorsRoom } from '../editors-room.ts';
import { written } from '../writing/written.ts';

const room = openEditorsRoom();

describe('a held post in the newsroom', () => {
  test('is taken back as a draft while another text is being written, and Ctrl+Z stays with the text', async () => {
    const desk = await room.editor(await room.feed({ undoSeconds: 60 }));
    const { page, body } = desk;
    await body.fill('The first');
    await page.keyboard.press('Control+Enter');
    await desk.row('The first').getByText('Goes out in').waitFor();
    await page.keyboard.type('The second');
    // In a text, both keys are the text's.
    await page.keyboard.press('z');
    expect(await written(body)).toBe('The secondz');
    await page.keyboard.press('Control+z');
    expect(await written(body)).not.toBe('The secondz');
    expect(await desk.drafts()).toMatchObject([{ state: 'held' }]);
    await body.fill('The second');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await desk.says('Taken back: it is a draft');
    expect(await written(body)).toBe('The second');
    expect(await desk.drafts()).toMatchObject([{ state: 'draft', markdown: 'The first' }]);
    await page.locator('.nr-drafts .nr-row', { hasText: 'The first' }).waitFor();
  });

  test('offline, it says that it was not taken back and why; taken back when the answer was lost, it says so', async () => {
    const desk = await room.editor(await room.feed({ undoSeconds: 60 }));
    const { page, body } = desk;
    await body.fill('On a bad network');
    await page.keyboard.press('Control+Enter');
    const undo = desk.row('On a bad network').getByRole('button', { name: 'Undo' });
    await undo.waitFor();
    await page.route('**/recall', (route) => route.abort('internetdisconnected'));
    await undo.click();
    await desk.says(/^Not taken back/);
    await desk.row('On a bad network').getByRole('alert').filter({ hasText: /./ }).waitFor();
    await page.unroute('**/recall');
    await page.route('**/recall', async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await undo.click();
    await desk.says('Taken back into the composer');
    expect(await written(body)).toBe('On a bad network');
    expect(await desk.drafts()).toEqual([]);
  });

  test('that is out already is not taken back, and the row says so', async () => {
    const desk = await room.editor(await room.feed({ undoSeconds: 60 }));
    const { page, body } = desk;
    await body.fill('Too late');
    await page.keyboard.press('Control+Enter');
    const undo = desk.row('Too late').getByRole('button', { name: 'Undo' });
    await undo.waitFor();
    await page.route('**/recall', (route) =>
      route.fulfill({
        status: 409,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          code: 'already_published',
          title: 'This item is published already',
          detail: 'Its time is over: it is out, or going out now.',
        }),
      }),
    );
    await undo.click();
    await desk.says('Not taken back: This was published meanwhile');
    await desk.row('Too late').getByText('It is no draft any more').waitFor();
  });

  test('comes out by itself, into the list of the feed', async () => {
    const desk = await room.editor(await room.feed({ undoSeconds: 1 }));
    await desk.body.fill('By itself');
    await desk.page.keyboard.press('Control+Enter');
    await desk.page.locator('.nr-feed ol .nr-row', { hasText: 'By itself' }).waitFor();
    await desk.page.locator('.nr-held').waitFor({ state: 'detached' });
    expect(await desk.items()).toHaveLength(1);
  });

  test('for how long posts are held is set in the settings of the feed, and a wrong number is told', async () => {
    const desk = await room.editor(await room.feed());
    await desk.button('Feed settings').click();
    const seconds = desk.page.getByLabel('Hold each post, seconds');
    await seconds.fill('61');
    await desk.button(/^Save$/).click();
    await desk.page.getByText('must be 0 to 60').waitFor();
    await seconds.fill('10');
    await desk.button(/^Save$/).click();
    await desk.says('Feed saved');
    await until(async () => {
      const { json } = await desk.call('GET', '');
      return (json['info'] as { undoSeconds?: number }).undoSeconds === 10;
    }, 'the setting');
  });
});
