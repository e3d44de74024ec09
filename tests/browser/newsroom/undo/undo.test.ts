import type { Browser, Page } from 'playwright-core';
import { adminToken, call } from '../../../call.ts';
import { ServerProcess } from '../../../process.ts';
import type { EmptyDatabase } from '../../../services/databases.ts';
import { madePostgres } from '../../../services/empty-postgres.ts';
import { serviceUrl } from '../../../services/service-url.ts';
import { until } from '../../../until.ts';
import { openBrowser } from '../../browser.ts';
import { findFaults } from '../../embed/find-faults.ts';
import { written } from '../writing/written.ts';

describe('a post that is held', () => {
  let place: EmptyDatabase;
  let browser: Browser;
  let taking: Awaited<ReturnType<typeof ServerProcess.serving>>;
  let other: typeof taking;

  beforeAll(async () => {
    place = await madePostgres();
    const { databaseUrl = '' } = place.where;
    const shared = {
      DATABASE_URL: databaseUrl,
      REDIS_URL: serviceUrl('TEST_REDIS_URL'),
      ADMIN_TOKEN: adminToken,
    };
    taking = await ServerProcess.serving(shared);
    other = await ServerProcess.serving(shared);
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await taking.server.kill();
    await other.server.kill();
    await place.drop();
  });

  const send = (method: string, path: string, body?: object) =>
    call(other.url, method, `/api/v1/feeds${path}`, body, {
      authorization: `Bearer ${adminToken}`,
    });
  const editorOf = async (feed: string): Promise<Page> => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(`${taking.url}/newsroom/feeds/${feed}`);
    await page.getByLabel('Token').fill(adminToken);
    await page.keyboard.press('Enter');
    await text(page).waitFor();
    return page;
  };
  const text = (page: Page) => page.locator('#composer').getByLabel('Text, in Markdown');
  const row = (page: Page) => page.locator('.nr-held .nr-row');
  const said = (page: Page, words: string) =>
    page.locator('.nr-said', { hasText: words }).waitFor();

  test('is seen by no reader and taken back by one key; another one goes out once, though the instance that took it was killed (25)', async () => {
    const feed = 'undo';
    await send('POST', '', { slug: feed, title: 'Undo', undoSeconds: 60 });
    const editor = await editorOf(feed);
    const reader = await browser.newPage();
    await reader.goto(`${other.url}/feeds/${feed}`);
    await reader.locator('live-ticker [part=status]', { hasText: 'Live' }).waitFor();

    await text(editor).fill('The pier bruns');
    await editor.keyboard.press('Control+Enter');
    await row(editor).getByText('Goes out in').waitFor();
    await said(editor, 'Held: goes out in 60 s. Esc, then Z takes it back');
    expect(await written(text(editor))).toBe('');
    expect(await findFaults(editor)).toEqual([]);
    // The seconds run down, and no screen reader is told each of them.
    const first = await row(editor).locator('time').textContent();
    await until(
      async () => (await row(editor).locator('time').textContent()) !== first,
      'a second',
    );
    expect(await row(editor).locator('[aria-live], [role=status]').count()).toBe(0);
    await editor.keyboard.press('Escape');
    await editor.keyboard.press('z');
    await said(editor, 'Taken back into the composer');
    expect(await written(text(editor))).toBe('The pier bruns');
    await row(editor).waitFor({ state: 'detached' });
    expect((await send('GET', `/${feed}/drafts`)).json['items']).toEqual([]);
    expect((await call(other.url, 'GET', `/api/v1/feeds/${feed}`)).json).toMatchObject({ seq: 0 });
    expect(await reader.content()).not.toContain('bruns');

    await send('PATCH', `/${feed}`, { undoSeconds: 4 });
    await text(editor).fill('The pier burns');
    await editor.keyboard.press('Control+Enter');
    await row(editor).getByText('Goes out in').waitFor();
    await taking.server.kill();
    expect(await reader.content()).not.toContain('The pier burns');
    await reader
      .getByText('The pier burns')
      .or(reader.getByRole('button', { name: '1 new update' }))
      .first()
      .waitFor();
    const { json } = await call(other.url, 'GET', `/api/v1/feeds/${feed}`);
    expect(json).toMatchObject({ seq: 2, items: [{ rev: 1 }] });
    expect((json['items'] as readonly unknown[]).length).toBe(1);
  });
});
