import { pushSettings } from '../../push/keys.ts';
import { PushService } from '../../push/push-service.ts';
import { freePort } from '../../services/free-port.ts';
import { until } from '../../until.ts';
import { findFaults } from '../embed/find-faults.ts';
import { openEditorsRoom } from '../newsroom/editors-room.ts';
import { clickOnFirst, Reader } from './push-reader.ts';

let service: PushService;
const room = openEditorsRoom({
  whole: true,
  config: async () => {
    const push = pushSettings();
    service = await PushService.open(push.vapid.publicKey);
    // Below a path, where the worker is not at the root of its host.
    const port = await freePort();
    const publicUrl = `http://127.0.0.1:${port}/news`;
    return { port, publicUrl, push, followersAllowPrivate: true };
  },
});
afterAll(() => service[Symbol.asyncDispose]());

test('a reader is told breaking news after one click, and chosen tags; a correction takes the place of what was told, a takedown takes it back; it ends by one click; the newsroom sees numbers', async () => {
  const feed = await room.feed({ title: 'Storm', timezone: 'UTC' });
  const desk = await room.editor(feed);
  await desk.button('Feed settings').click();
  await desk.dialog('Feed settings').getByRole('button', { name: 'Followers' }).click();
  const settings = desk.dialog('Followers');
  await settings.getByRole('button', { name: 'Push to readers' }).click();
  await settings.getByRole('button', { name: 'Let readers be told by push' }).click();
  await settings.getByText('Readers may ask to be told. 0 browsers are told').waitFor();
  expect(await findFaults(desk.page)).toEqual([]);

  await desk.publish('Rain', { tags: ['port'] });
  const url = `${room.server.url}/news/feeds/${feed}`;
  const isOffered = async () => (await (await fetch(url)).text()).includes('site-push');
  await until(isOffered, 'the page to offer it');
  const reader = await Reader.open('ana', await room.page(), service, ['notifications']);
  const { page, context } = reader;
  const wrong: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text());
  });
  await page.goto(url);
  const begin = page.getByRole('button', { name: 'Tell me breaking news' });
  await begin.waitFor();
  expect(await findFaults(page)).toEqual([]);
  // Nothing is asked before the reader does.
  expect(reader.asked).toBe(0);
  await begin.click();
  await page.getByText('This browser tells you what you have chosen').waitFor();
  expect(reader.asked).toBe(1);
  expect(await findFaults(page)).toEqual([]);
  await reader.listen();

  const gates = await desk.publish('Four gates shut', { body: 'All of **four**.', breaking: true });
  await reader.receives();
  expect(await reader.sees('Four gates shut')).toEqual([
    {
      title: 'Four gates shut',
      body: 'Storm\nAll of four.',
      lang: 'en',
      dir: 'ltr',
      silent: false,
    },
  ]);
  const correction = { kind: 'correct', note: 'Three gates.', headline: 'Three gates shut' };
  await desk.call('PATCH', `/items/${gates}`, correction, { 'if-match': '"1"' });
  await reader.receives();
  const [corrected] = await reader.sees('Three gates shut');
  expect(corrected).toMatchObject({ silent: true });
  expect(corrected?.body).toContain('Corrected — Three gates.');
  await page.getByLabel('port').check();
  await settings.getByRole('button', { name: 'Count again' }).click();
  await settings.getByText('1 browser is told, 1 of breaking news.').waitFor();
  const database = await room.place.open();
  const rowsOf = (table: 'push_choices' | 'push_browsers') =>
    database.db.selectFrom(table).selectAll().execute();
  await until(async () => (await rowsOf('push_choices')).length === 2, 'the tag to be chosen');
  const earlier = Array.from({ length: 12 }, (_, n) => `Bridge ${n}`);
  for (const headline of [...earlier, 'Ferries', 'Trains', 'Buses']) {
    await desk.publish(headline, { tags: ['port'] });
  }
  // As to a browser that was away for an hour.
  await reader.receives(15);
  // Of one feed three are shown, the newest.
  await reader.sees('Ferries', 'Trains', 'Buses');
  const buses = (await desk.items())[0]?.['id'];
  await desk.call('DELETE', `/items/${String(buses)}`, { reason: 'asked for' });
  await reader.receives();
  await reader.sees('Ferries', 'Trains');

  // A click leads to the item, and to the tab that has it. Chromium lets nobody but a person do it, so the doors are watched.
  const [worker] = context.serviceWorkers();
  const [did, address = ''] = (await worker?.evaluate(clickOnFirst)) ?? [];
  expect([did, address]).toEqual(['open', expect.stringMatching(/\/items\/[0-9a-f-]{36}$/)]);
  expect(address.startsWith(`${url}/items/`)).toBe(true);
  await reader.sees('Trains');
  const trains = (await desk.items()).find(({ headline }) => headline === 'Trains')?.['id'];
  const tab = await context.newPage();
  const trainsUrl = `${url}/items/${String(trains)}`;
  await tab.goto(`${trainsUrl}?x#y`);
  expect(await worker?.evaluate(clickOnFirst)).toEqual(['focus', `${trainsUrl}?x#y`]);
  await tab.close();

  // It is as it was chosen when the reader comes back; another address of the browser is told the server.
  await page.reload();
  await page.getByRole('button', { name: 'Tell me nothing more' }).waitFor();
  expect(await page.getByLabel('port').isChecked()).toBe(true);
  expect(reader.asked).toBe(1);
  const old = (await rowsOf('push_browsers'))[0]?.lookup;
  const renewal = reader.renew('ana-2');
  await worker?.evaluate((changed) => {
    const event = new Event('pushsubscriptionchange');
    const options = { applicationServerKey: null };
    const toJSON = () => changed.newSubscription;
    const newSubscription = { ...changed.newSubscription, options, toJSON };
    const waitUntil = () => undefined;
    self.dispatchEvent(Object.assign(event, changed, { newSubscription, waitUntil }));
  }, renewal);
  const isRenewed = async () => (await rowsOf('push_browsers'))[0]?.lookup !== old;
  await until(isRenewed, 'the other address');
  await desk.publish('Rain again', { breaking: true });
  await until(() => service.to('ana-2').length === 1, 'the browser to be told there');

  await page.getByLabel('Breaking news').uncheck();
  await page.getByRole('button', { name: 'Tell me nothing more' }).click();
  await page.getByText('This browser tells you nothing more of this feed.').waitFor();
  await begin.waitFor();
  await settings.getByRole('button', { name: 'Count again' }).click();
  await settings.getByText('0 browsers are told, 0 of breaking news.').waitFor();
  await database.close();
  expect(wrong).toEqual([]);

  const refusing = await Reader.open('bob', await room.page(), service, []);
  await refusing.page.goto(url);
  await refusing.page.getByRole('button', { name: 'Tell me breaking news' }).click();
  await refusing.page.getByText('Notifications are blocked.').waitFor();
  expect(refusing.asked).toBe(0);
});
