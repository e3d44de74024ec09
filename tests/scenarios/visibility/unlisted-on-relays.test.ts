import { call } from '../../call.ts';
import { RelayTree } from '../../relay-tree.ts';
import { until } from '../../until.ts';

describe('a relay of a relay', () => {
  let tree: RelayTree;

  beforeAll(async () => {
    tree = await RelayTree.start(2);
  });
  afterAll(async () => {
    await tree[Symbol.asyncDispose]();
  });

  const get = (path: string) => call(tree.leaf.url, 'GET', path);
  const listed = async () => (await get('/feeds')).text.includes('feeds/quiet');

  test('serves an unlisted feed to who knows its address, and lists it only while it is public', async () => {
    await tree.root.createFeed('quiet', { visibility: 'unlisted' });
    await tree.root.publish('quiet', { headline: 'For those who know' });
    const page = await get('/feeds/quiet');
    expect([page.status, page.headers.get('x-robots-tag')]).toEqual([200, 'noindex']);
    expect(page.text).toContain('For those who know');
    expect(await listed()).toBe(false);
    const set = (visibility: string) =>
      tree.root.call('PATCH', '/api/v1/feeds/quiet', { visibility });
    await set('public');
    await until(listed, 'the relay to list what is public');
    await set('unlisted');
    await until(async () => !(await listed()), 'the relay to list it no more');
  });
});
