import { call } from '../../call.ts';
import { RelayTree } from '../../relay-tree.ts';
import { StockReader } from '../../stock-reader.ts';
import { until } from '../../until.ts';

const word = 'Nightingale';

describe('a relay of a relay', () => {
  let tree: RelayTree;

  beforeAll(async () => {
    tree = await RelayTree.start(2);
  });
  afterAll(async () => {
    await tree[Symbol.asyncDispose]();
  });

  const get = (path: string) => call(tree.leaf.url, 'GET', path);
  const set = (visibility: string) =>
    tree.root.call('PATCH', '/api/v1/feeds/turns', { visibility });
  const ways = ['', '/head', '/items', '/search?q=nightingale', '/fragment'];
  const answers = () =>
    Promise.all([
      ...ways.map((way) => get(`/api/v1/feeds/turns${way}`)),
      get('/feeds/turns'),
      get('/feeds/turns/rss.xml'),
    ]);

  test('shows nothing of a feed for signed-in readers, and says so', async () => {
    await tree.root.createFeed('members', { title: word, visibility: 'signed' });
    await tree.root.publish('members', { headline: word });
    const { status, json, text } = await get('/api/v1/feeds/members');
    expect([status, json['code']]).toEqual([401, 'token_required']);
    expect(text).not.toContain(word);
    using reader = new StockReader(tree.leaf.url, { v: 1, subs: [{ feed: 'members' }] });
    await until(() => reader.of('refused').length === 1, 'the refusal');
    expect(reader.of('refused')[0]).toMatchObject({ code: 'token_required', retry: false });
  });

  test('lets go of a feed that becomes one, also while it is cut off, and has it again when it is open', async () => {
    await tree.root.createFeed('turns');
    await tree.root.publish('turns', { headline: 'Before' });
    using reader = new StockReader(tree.leaf.url, { v: 1, subs: [{ feed: 'turns' }] });
    await until(() => reader.of('snapshot').length === 1, 'the snapshot');
    await set('signed');
    await tree.root.publish('turns', { headline: word });
    await until(() => reader.of('refused').length === 1, 'the reader to be sent away');
    await until(
      async () => (await answers()).every(({ status }) => status === 401),
      'every answer to be refused',
    );
    expect(JSON.stringify([reader.events, await answers()])).not.toContain(word);
    await set('public');
    await until(
      async () => (await answers()).every(({ status, text }) => status === 200 && text !== ''),
      'the feed to be open again',
    );
    expect((await get('/api/v1/feeds/turns')).text).toContain(word);

    tree.cables[1]?.pullOut();
    await set('signed');
    await tree.root.publish('turns', { headline: `${word} alone` });
    tree.cables[1]?.putIn();
    await until(
      async () => (await answers()).every(({ status }) => status === 401),
      'every answer to be refused after the cut',
    );
    expect(JSON.stringify(await answers())).not.toContain(`${word} alone`);
  });
});
