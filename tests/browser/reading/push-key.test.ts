import type { Browser } from 'playwright-core';
import { pushKey, pushSettings } from '../../push/keys.ts';
import { PushService } from '../../push/push-service.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder } from '../../services/databases.ts';
import { freePort } from '../../services/free-port.ts';
import { until } from '../../until.ts';
import { openWholeBrowser } from '../browser.ts';
import { Reader } from './push-reader.ts';

const lateKey = Buffer.alloc(32, 'the key of after').toString('base64');
let browser: Browser;
beforeAll(async () => {
  browser = await openWholeBrowser();
});
afterAll(() => browser.close());

test('after a change of PUSH_KEY a reader is told on, and opening the page of one feed takes all feeds over to the new key', async () => {
  const place = emptyFolder();
  const port = await freePort();
  const [early, late] = [pushSettings(), pushSettings(lateKey, pushKey)];
  await using service = await PushService.open(early.vapid.publicKey);
  const settings = { port, publicUrl: `http://127.0.0.1:${port}`, followersAllowPrivate: true };
  const news = (server: TestServer, feed: string, headline: string) =>
    server.publish(feed, { headline, breaking: true });
  const heard = (to: string) => service.to(to).map(({ message }) => message.title);

  const before = await TestServer.start(place, { ...settings, push: early });
  for (const feed of ['port', 'storm']) {
    await before.createFeed(feed);
    await before.call('PUT', `/api/v1/feeds/${feed}/push`, { on: true });
  }
  const pageOf = (feed: string) => `${settings.publicUrl}/feeds/${feed}`;
  const isOffered = async (feed: string, { vapid }: typeof early) =>
    (await (await fetch(pageOf(feed))).text()).includes(vapid.publicKey);
  const blank = await (await browser.newContext()).newPage();
  const reader = await Reader.open('ana', blank, service, ['notifications']);
  const { page } = reader;
  for (const feed of ['port', 'storm']) {
    await until(() => isOffered(feed, early), 'the page to offer it');
    await page.goto(pageOf(feed));
    await page.getByRole('button', { name: 'Tell me breaking news' }).click();
    await page.getByText('This browser tells you what you have chosen').waitFor();
  }
  expect(reader.asked).toBe(1);
  await page.goto('about:blank');
  await before[Symbol.asyncDispose]();

  const after = await TestServer.start(place, { ...settings, push: late });
  await news(after, 'storm', 'Gates shut');
  await until(() => heard('ana').length === 1, 'what is signed by the key of before');
  await until(() => isOffered('port', late), 'the page with the new key');
  const database = await place.open();
  const addresses = async () => {
    const rows = await database.db.selectFrom('push_browsers').select('address').execute();
    return rows.map(({ address }) => address);
  };
  const [first] = await addresses();
  // The line breaks while it moves: it goes on at the next visit. A page whose calls are caught comes out of no cache, either.
  await page.route('**/push/renewals', (route) => route.abort(), { times: 1 });
  await page.goto(pageOf('port'));
  await until(
    () => reader.ended === 1 && reader.asked === 2,
    () => `the browser to subscribe anew: ended ${reader.ended}, asked ${reader.asked}`,
  );
  await page.locator('.site-push-note', { hasText: /\S/ }).waitFor();
  expect(await addresses()).toEqual([first]);
  await page.reload();
  const old = service.to('ana').length;
  await until(async () => {
    const now = await addresses();
    return now.length === 1 && now[0] !== first;
  }, 'one row for both feeds, with the new address');
  const { json } = await after.call('GET', '/api/v1/feeds/storm/push');
  expect(json['browsers']).toBe(1);
  await database.close();
  await after[Symbol.asyncDispose]();

  // The key of before can be left out.
  const alone = await TestServer.start(place, { ...settings, push: pushSettings(lateKey) });
  await news(alone, 'storm', 'Gates open');
  await news(alone, 'port', 'Ferries sail');
  await until(() => heard('ana-2').length === 2, 'both feeds at the new subscription');
  expect(heard('ana-2').toSorted()).toEqual(['Ferries sail', 'Gates open']);
  expect(heard('ana')).toHaveLength(old);
  await alone[Symbol.asyncDispose]();
  await place.drop();
});
