import type { Page } from 'playwright-core';
import { call } from '../../call.ts';
import { until } from '../../until.ts';
import { findFaults } from '../embed/find-faults.ts';
import { openEditorsRoom } from './editors-room.ts';
import { joinAs } from './join-as.ts';

const room = openEditorsRoom({ shared: true });

const join = (name: string, role: string, feed: string, at = room.server) =>
  joinAs(room, { name, role, feed, at });

/** As a page does that is looked at again: it need not wait for its next look. */
const lookAgain = (page: Page) =>
  page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));

test('a reporter writes and sends, an editor returns it with a note and then approves it by one key; no reader has it before (29)', async () => {
  const feed = await room.feed();
  await room.server.publish(feed, { headline: 'The harbour is open' });
  const [reporter, editor] = [
    await join('Vera', 'reporter', feed),
    await join('Ed', 'editor', feed, room.other),
  ];
  const reader = await room.page();
  await reader.goto(`${room.server.url}/feeds/${feed}`);
  await reader.locator('live-ticker [part=status]', { hasText: 'Live' }).waitFor();
  /** All that readers get of the feed by HTTP at either instance, and what one has on screen. */
  const readersHave = async () => {
    const paths = [`/feeds/${feed}`, `/api/v1/feeds/${feed}`, `/feeds/${feed}/rss.xml`];
    const answers = [room.server, room.other].flatMap((at) =>
      paths.map(async (path) => (await call(at.url, 'GET', path)).text),
    );
    return [await reader.content(), ...(await Promise.all(answers))].join('\n');
  };
  const row = (page: Page) => page.locator('.nr-drafts .nr-row', { hasText: 'gate' });
  const shows = async (page: Page, words: string) => {
    await until(async () => {
      await lookAgain(page);
      return (await row(page).filter({ hasText: words }).count()) === 1;
    }, words);
    expect(await readersHave()).not.toContain('gate');
  };

  await reporter.keyboard.type('A gate is shut');
  await reporter.keyboard.press('Control+Enter');
  await shows(reporter, 'In the queue');
  await shows(editor, 'In the queue by Vera');
  await editor.getByRole('heading', { name: 'Drafts and scheduled 1, 1 in the queue' }).waitFor();
  expect(await findFaults(editor)).toEqual([]);
  await row(editor).getByRole('button', { name: 'Approve' }).focus();
  await editor.keyboard.press('r');
  await editor.keyboard.type('Which gate?');
  await editor.keyboard.press('Control+Enter');
  await shows(reporter, 'Which gate?');
  expect(await findFaults(reporter)).toEqual([]);

  // Ctrl+S saves alone; Ctrl+Enter saves and sends.
  await row(reporter).getByRole('button', { name: 'Edit' }).click();
  const text = row(reporter).getByLabel('Text, in Markdown');
  await text.fill('The second gate is shut');
  await text.press('Control+s');
  await shows(reporter, 'The second gate is shut');
  await shows(reporter, 'Returned');
  await row(reporter).getByRole('button', { name: 'Edit' }).click();
  await text.fill('The second gate is shut until nine');
  await text.press('Control+Enter');
  await shows(editor, 'until nine');
  await shows(editor, 'In the queue by Vera');
  await row(editor).getByRole('button', { name: 'Edit, schedule' }).focus();
  await editor.keyboard.press('a');
  await reader.getByRole('button', { name: '1 new update' }).click();
  await reader.getByRole('paragraph').filter({ hasText: 'until nine' }).waitFor();
  const { json } = await call(room.server.url, 'GET', `/api/v1/feeds/${feed}`);
  expect(json).toMatchObject({ items: [{ rev: 1 }, { headline: 'The harbour is open' }] });
});

test('a draft whose sending was not answered is sent once more without a word of alarm', async () => {
  const feed = await room.feed();
  const page = await join('Vera 3', 'reporter', feed);
  await page.keyboard.type('The gate again');
  await page.keyboard.press('Control+s');
  const row = page.locator('.nr-drafts .nr-row', { hasText: 'The gate again' });
  let lost = 0;
  await page.route('**/submit', async (route) => {
    lost += 1;
    await route.fetch();
    await route.abort('connectionreset');
  });
  await row.getByRole('button', { name: 'Send to the queue' }).click();
  await page.locator('.nr-said', { hasText: 'Sent to the queue' }).waitFor();
  await row.getByText('In the queue').waitFor();
  expect([lost, await row.getByRole('alert').count()]).toEqual([1, 0]);
});

test('a reporter sees what another one writes, and changes nothing of it', async () => {
  const feed = await room.feed();
  const [vera, otto] = [
    await join('Vera 2', 'reporter', feed),
    await join('Otto 2', 'reporter', feed),
  ];
  await vera.keyboard.type('Hers alone');
  await vera.keyboard.press('Control+s');
  const row = otto.locator('.nr-drafts .nr-row', { hasText: 'Hers alone' });
  await until(async () => {
    await lookAgain(otto);
    return (await row.count()) === 1;
  }, 'the draft');
  await row.getByText('by Vera 2').waitFor();
  expect(await row.getByRole('button').count()).toBe(0);
});
