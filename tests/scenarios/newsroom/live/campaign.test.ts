import type { Campaign } from '../../../../src/feed/campaign/campaign.ts';
import { call } from '../../../call.ts';
import { emptyFolder, type EmptyDatabase } from '../../../services/databases.ts';
import { TestServer } from '../../../server.ts';
import { StockReader } from '../../../stock-reader.ts';
import { until } from '../../../until.ts';
import { StreamReader } from '../../reading/stream-reader.ts';
import { faults } from '../newsroom-room.ts';

const feed = 'f';
const api = `/api/v1/feeds/${feed}`;
const count = `${api}/campaign/count`;
const members = { text: 'Help us', goal: 20_000, unit: 'members', monotone: true };

describe('a campaign of a feed, on two instances without Redis', () => {
  let place: EmptyDatabase;
  let one: TestServer;
  let two: TestServer;

  beforeAll(async () => {
    place = emptyFolder();
    one = await TestServer.start(place);
    two = await TestServer.start(place);
    await one.createFeed(feed);
  });

  afterAll(async () => {
    await two[Symbol.asyncDispose]();
    await one[Symbol.asyncDispose]();
    await place.drop();
  });

  async function as(role: string, path: string, method: string, body: object) {
    const token = await one.call('POST', '/api/v1/tokens', { name: role, role });
    const headers = { authorization: `Bearer ${String(token.json['secret'])}` };
    return call(one.url, method, path, body, headers);
  }

  test('every problem is named at once, nothing is changed, and each role does what it may', async () => {
    const none = await one.call('PUT', count, { count: 1 });
    expect([none.status, none.json['code']]).toEqual([404, 'not_found']);
    const before = (await call(one.url, 'GET', api)).text;
    const bad = {
      text: ' ',
      goal: 0,
      count: 1.5,
      unit: 'x'.repeat(61),
      link: 'javascript:alert(1)',
      linkText: 'x'.repeat(81),
      until: 'tomorrow',
      monotone: 'yes',
      colour: 'red',
    };
    const refused = await one.call('PATCH', api, { campaign: bad });
    expect([refused.status, faults(refused)]).toEqual([
      422,
      ['colour', 'count', 'goal', 'link', 'linkText', 'monotone', 'text', 'unit', 'until'].map(
        (name) => `/campaign/${name}`,
      ),
    ]);
    const alone = { ...members, link: 'https://paper.example/join' };
    expect(faults(await one.call('PATCH', api, { campaign: alone }))).toEqual([
      '/campaign/linkText',
    ]);
    expect(faults(await one.call('PATCH', api, { campaign: 'Help' }))).toEqual(['/campaign']);
    expect((await call(one.url, 'GET', api)).text).toBe(before);
    expect((await as('editor', api, 'PATCH', { campaign: members })).status).toBe(403);
    const set = await one.call('PATCH', api, { campaign: members });
    expect(set.json['info']).toMatchObject({ campaign: { ...members, count: 0 } });
    expect((await as('reporter', count, 'PUT', { count: 1 })).status).toBe(403);
    expect((await call(one.url, 'PUT', count, { count: 1 })).status).toBe(401);
    for (const wrong of [{ count: -1 }, { count: 1e12 + 1 }, { count: '1' }, {}]) {
      expect(faults(await one.call('PUT', count, wrong))).toEqual(['/count']);
    }
    const counted = await as('editor', count, 'PUT', { count: 10 });
    expect([counted.status, counted.json]).toMatchObject([200, { feed, count: 10, change: {} }]);
    const lower = await one.call('PUT', count, { count: 9 });
    expect([lower.status, faults(lower)]).toEqual([422, ['/count']]);
    const { json } = await one.call('GET', `/api/v1/audit?feed=${feed}&limit=1`);
    expect(json['acts']).toMatchObject([{ name: 'editor', action: 'feed' }]);
  });

  test('counted often at both, the last count reaches sockets, streams, snapshots and pages; few changes tell it', async () => {
    using socket = new StockReader(two.url, { v: 1, subs: [{ feed }] });
    await until(() => socket.of('snapshot').length === 1, 'the snapshot');
    using stream = new StreamReader(feed);
    stream.connect(one.url);
    const head = async () => Number((await call(two.url, 'GET', `${api}/head`)).json['seq']);
    const before = await head();
    for (let n = 11; n <= 60; n += 1) {
      const { status } = await (n % 2 === 0 ? one : two).call('PUT', count, { count: n });
      expect(status).toBe(200);
    }
    const last = { count: 60 } satisfies Partial<Campaign>;
    await until(
      () => socket.of('change').some((change) => tells(change, last.count)),
      'the last count',
    );
    const now = await head();
    expect(now - before).toBeLessThan(10);
    await until(
      async () => (await call(one.url, 'GET', api)).text.includes('"count":60'),
      'the snapshot of the other instance',
    );
    await until(() => JSON.stringify(stream.view).includes('"count":60'), 'the stream');
    for (const path of [`/feeds/${feed}`, `/embed/${feed}`, `/embed/${feed}?layout=rail`]) {
      await until(
        async () => (await call(two.url, 'GET', path)).text.includes('60 of 20,000 members'),
        path,
      );
    }
    expect((await call(two.url, 'GET', `/embed/${feed}?layout=bar`)).text).not.toContain(
      'class="lt-campaign',
    );
  });

  test('is drawn no more after its moment, though no change comes', async () => {
    const ending = new Date(Date.now() + 1_500).toISOString();
    const campaign = { ...members, until: ending };
    expect((await one.call('PATCH', api, { campaign })).status).toBe(200);
    const drawn = async (path: string) =>
      (await call(one.url, 'GET', path)).text.includes('lt-campaign');
    for (const path of [`/feeds/${feed}`, `/embed/${feed}`]) {
      await until(async () => !(await drawn(path)), `the end on ${path}`);
    }
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(ending));
  });

  test('of the site is in feeds that have none, new ones too, until it is ended; who counts it may do so in all feeds', async () => {
    const site = '/api/v1/campaign';
    const wrong = { campaign: { ...members, goal: 0, site: true } };
    expect(faults(await one.call('PUT', site, wrong))).toEqual([
      '/campaign/goal',
      '/campaign/site',
    ]);
    expect((await as('editor', site, 'PUT', { campaign: members })).status).toBe(403);
    expect((await one.call('PUT', `${site}/count`, { count: 1 })).status).toBe(404);
    expect((await one.call('PUT', site, { campaign: members })).status).toBe(200);
    await one.createFeed('new');
    using socket = new StockReader(two.url, { v: 1, subs: [{ feed: 'new' }] });
    const here = { name: 'here', role: 'none', feeds: { new: 'editor' } };
    const token = await one.call('POST', '/api/v1/tokens', here);
    const headers = { authorization: `Bearer ${String(token.json['secret'])}` };
    const inOne = await call(one.url, 'PUT', `${site}/count`, { count: 5 }, headers);
    expect([inOne.status, inOne.json['code']]).toEqual([403, 'not_allowed']);
    expect((await as('editor', `${site}/count`, 'PUT', { count: 5 })).json).toEqual({ count: 5 });
    const lower = await one.call('PUT', `${site}/count`, { count: 4 });
    expect([lower.status, faults(lower)]).toEqual([422, ['/count']]);
    await until(
      () => [...socket.of('snapshot'), ...socket.of('change')].some((said) => tells(said, 5)),
      'the count in the new feed',
    );
    expect((await one.call('GET', site)).json).toEqual({ campaign: { ...members, count: 5 } });
    const inFeed = await one.call('PUT', '/api/v1/feeds/new/campaign/count', { count: 6 });
    expect([inFeed.status, inFeed.json['detail']]).toEqual([404, expect.stringContaining(site)]);
    expect((await one.call('PUT', site, { campaign: null })).json).toEqual({ campaign: null });
    await until(
      async () => !(await call(two.url, 'GET', '/api/v1/feeds/new')).text.includes('campaign'),
      'its end',
    );
  });
});

function tells(change: unknown, counted: number): boolean {
  const { info } = change as { readonly info?: { readonly campaign?: Campaign } };
  return info?.campaign?.count === counted;
}
