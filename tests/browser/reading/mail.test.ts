import { linkIn, Mailbox } from '../../mail/mailbox.ts';
import { freePort } from '../../services/free-port.ts';
import { until } from '../../until.ts';
import { findFaults } from '../embed/find-faults.ts';
import { openEditorsRoom } from '../newsroom/editors-room.ts';

let mailbox: Mailbox;
const room = openEditorsRoom({
  config: async () => {
    mailbox = await Mailbox.open();
    // The links of mails lead here.
    const port = await freePort();
    const mail = { url: mailbox.url, from: 'news@live.example', key: 'a key of the tests' };
    return { port, publicUrl: `http://127.0.0.1:${port}`, mail };
  },
});
afterAll(() => mailbox[Symbol.asyncDispose]());

const ana = 'ana@example.org';

test('a reader subscribes without JavaScript, confirms, gets breaking news and its correction in the digest, and ends it by one click; the newsroom sees numbers', async () => {
  const feed = await room.feed({ title: 'Storm' });
  const desk = await room.editor(feed);
  await desk.button('Feed settings').click();
  await desk.dialog('Feed settings').getByRole('button', { name: 'Followers' }).click();
  const settings = desk.dialog('Followers');
  await settings.getByRole('button', { name: 'Mail to readers' }).click();
  await settings.getByRole('button', { name: 'Let readers subscribe by mail' }).click();
  await settings.getByText('Readers may subscribe. 0 readers get breaking news').waitFor();
  expect(await findFaults(desk.page)).toEqual([]);

  const url = `${room.server.url}/feeds/${feed}`;
  const hasForm = async () => (await (await fetch(url)).text()).includes('mail-address');
  await until(hasForm, 'the form');
  const browser = desk.page.context().browser();
  const context = await browser?.newContext({ javaScriptEnabled: false, locale: 'en-GB' });
  const page = await context?.newPage();
  if (context === undefined || page === undefined) throw new Error('There is a browser.');
  await page.goto(url);
  await page.getByText('Get it by e-mail').click();
  await page.getByLabel('Your e-mail address').fill('ana@');
  await page.getByLabel('Breaking news, at once').uncheck();
  await page.getByRole('button', { name: 'Subscribe' }).click();
  await page.getByText('Write an address like name@example.org.').waitFor();
  await page.getByText('Choose at least one.').waitFor();
  const field = page.getByLabel('Your e-mail address');
  expect(await field.getAttribute('aria-describedby')).toBe('mail-address-fault');
  const looking = await room.page();
  await looking.goto(`${url}/subscribe`);
  expect(await findFaults(looking)).toEqual([]);
  await field.fill(ana);
  await page.getByLabel('Breaking news, at once').check();
  await page.getByLabel('Once a day').check();
  await page.getByLabel('Time zone').selectOption('Asia/Tokyo');
  await page.getByRole('button', { name: 'Subscribe' }).click();
  await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor();
  await until(() => mailbox.to(ana).length === 1, 'the mail to confirm');
  const [asked] = mailbox.splice();
  await page.goto(asked === undefined ? '' : linkIn(asked));
  await page.getByRole('heading', { name: 'Begin to send “Storm” to you?' }).waitFor();
  await page.getByRole('button', { name: 'Yes, send it' }).click();
  await page.getByRole('heading', { name: 'You will get “Storm” by e-mail.' }).waitFor();

  const news = { headline: 'Four gates shut', body: 'All of **four**.', breaking: true };
  const { item } = await room.server.publish(feed, news);
  await until(() => mailbox.to(ana).length === 1, 'the breaking news');
  const [broke] = mailbox.splice();
  expect(broke).toMatchObject({ subject: 'Breaking: Four gates shut' });
  expect(broke?.html).toContain('All of <strong>four</strong>.');

  const database = await room.place.open();
  const dueNow = async () => {
    const past = { due_at: '2026-01-01T06:00:00.000Z' };
    await database.db
      .updateTable('subscriptions')
      .set(past)
      .where('hour', 'is not', null)
      .execute();
  };
  await dueNow();
  await until(() => mailbox.to(ana).length === 1, 'the digest');
  expect(mailbox.splice()[0]?.text).toContain('New\n---\n\nFour gates shut');
  await room.server.call(
    'PATCH',
    `/api/v1/feeds/${feed}/items/${item.id}`,
    { kind: 'correct', note: 'Three gates, not four.', headline: 'Three gates shut' },
    { 'if-match': '"1"' },
  );
  await dueNow();
  await until(() => mailbox.to(ana).length === 1, 'the next digest');
  await database.close();
  const [digest] = mailbox.splice();
  expect(digest?.text).toMatch(
    /Corrected since\n-+\n\nThree gates shut\n\nCorrected — Three gates, not/,
  );

  const stop = broke?.unsubscribe ?? '';
  const oneClick = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
  expect((await fetch(stop, { method: 'POST', body: oneClick })).status).toBe(200);
  await page.goto(digest?.unsubscribe ?? '');
  await page.getByLabel('At this hour').selectOption('9');
  await page.getByLabel('Time zone').selectOption('Europe/Berlin');
  await page.getByRole('button', { name: 'Change the hour' }).click();
  await page.getByText('The digest comes at 09:00 (Europe/Berlin) from now on.').waitFor();
  await looking.goto(digest?.unsubscribe ?? '');
  await looking.getByRole('heading', { name: 'Or get it at another hour' }).waitFor();
  expect(await looking.getByLabel('At this hour').inputValue()).toBe('9');
  expect(await findFaults(looking)).toEqual([]);
  await page.goto(digest?.unsubscribe ?? '');
  await page.getByRole('button', { name: 'Unsubscribe' }).click();
  await page.getByRole('heading', { name: 'You get no more of these messages.' }).waitFor();
  await context.close();

  await settings.getByRole('button', { name: 'Count again' }).click();
  await settings.getByText('0 readers get breaking news, 0 the daily digest.').waitFor();
  await settings.getByLabel('Address to forget').fill('ana');
  await settings.getByRole('button', { name: 'Forget this address' }).click();
  await settings.getByText('must be an e-mail address').waitFor();
  await settings.getByLabel('Address to forget').fill(ana);
  await settings.getByRole('button', { name: 'Forget this address' }).click();
  await desk.says('The address is forgotten');
});
