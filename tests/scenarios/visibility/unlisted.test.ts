import { call } from '../../call.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder } from '../../services/databases.ts';
import { until } from '../../until.ts';

const publicUrl = 'https://news.example';
const websubHub = 'https://hub.example/';
const lists = ['/', '/feeds', '/sitemap.xml', '/news-sitemap.xml'];

describe('an unlisted feed', () => {
  const place = emptyFolder();
  let server: TestServer;
  let id: string;

  beforeAll(async () => {
    server = await TestServer.start(place, { publicUrl, websubHub });
    await server.createFeed('open');
    await server.publish('open', { headline: 'For everybody' });
    await server.createFeed('quiet', { visibility: 'unlisted' });
    ({ id } = (await server.publish('quiet', { headline: 'For those who know' })).item);
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  const get = (path: string) => call(server.url, 'GET', path);
  const set = (visibility: unknown) => server.call('PATCH', '/api/v1/feeds/quiet', { visibility });
  const naming = async () => {
    const answers = await Promise.all(lists.map(get));
    return lists.filter((_, at) => /feeds\/quiet|For those/.test(answers[at]?.text ?? ''));
  };
  /** What readers can ask of a feed. */
  const ways = (feed: string, item: string) => [
    `/feeds/${feed}`,
    `/feeds/${feed}?before=${encodeURIComponent(`${new Date().toISOString()}~${item}`)}`,
    `/feeds/${feed}?at=${new Date().toISOString()}`,
    `/feeds/${feed}/items/${item}`,
    `/feeds/${feed}/items/${item}/card.png`,
    `/feeds/${feed}/search?q=those`,
    `/feeds/${feed}/rss.xml`,
    `/feeds/${feed}/atom.xml`,
    `/feeds/${feed}/feed.json`,
    `/embed/${feed}`,
    `/embed/${feed}?item=${item}`,
    `/oembed?url=${encodeURIComponent(`${publicUrl}/feeds/${feed}`)}`,
    `/api/v1/feeds/${feed}`,
    `/api/v1/feeds/${feed}/items`,
    `/api/v1/feeds/${feed}/items/${item}`,
    `/api/v1/feeds/${feed}/items/${item}/history`,
    `/api/v1/feeds/${feed}/fragment`,
    `/api/v1/feeds/${feed}/search?q=those`,
    `/api/v1/feeds/${feed}/tempo`,
  ];

  test('is read by whoever knows its address, and each answer asks search engines to leave it out', async () => {
    for (const path of ways('quiet', id)) {
      const { status, headers } = await get(path);
      expect([path, status, headers.get('x-robots-tag')]).toEqual([path, 200, 'noindex']);
    }
    for (const path of [`/feeds/quiet`, `/feeds/quiet/items/${id}`]) {
      expect((await get(path)).text).toContain('<meta name="robots" content="noindex">');
    }
    const open = await get('/feeds/open');
    expect(open.headers.get('x-robots-tag')).toBeNull();
    expect(open.text).not.toContain('noindex');
  });

  test('is in no list and no sitemap, from the moment on in which it becomes unlisted', async () => {
    expect(await naming()).toEqual([]);
    expect((await get('/feeds')).text).toContain('feeds/open');
    expect((await set('public')).json['info']).toMatchObject({ visibility: 'public' });
    await until(async () => (await naming()).length === lists.length, 'the lists to name it');
    expect((await get('/feeds/quiet')).headers.get('x-robots-tag')).toBeNull();
    await set('unlisted');
    await until(async () => (await naming()).length === 0, 'the lists to leave it out');
    expect((await get('/feeds/quiet')).headers.get('x-robots-tag')).toBe('noindex');
  });

  test('names the server’s own hub alone, and no public one', async () => {
    for (const name of ['rss.xml', 'atom.xml', 'feed.json']) {
      const { headers, text } = await get(`/feeds/quiet/${name}`);
      expect(headers.get('link')).toContain(`${publicUrl}/websub`);
      expect(`${headers.get('link')}${text}`).not.toContain(websubHub);
      expect((await get(`/feeds/open/${name}`)).text).toContain(websubHub);
    }
    const { followers } = (await server.call('GET', '/api/v1/feeds/quiet/followers')).json;
    expect(followers).toEqual([]);
  });

  test('stays so in the newsroom’s list and export; what is no visibility is refused', async () => {
    const { feeds } = (await server.call('GET', '/api/v1/feeds')).json;
    expect(feeds).toContainEqual(
      expect.objectContaining({
        feed: 'quiet',
        info: expect.objectContaining({ visibility: 'unlisted' }),
      }),
    );
    for (const visibility of ['hidden', '', 1, true]) {
      const { status, json } = await set(visibility);
      expect([status, json['errors']]).toMatchObject([422, [{ pointer: '/visibility' }]]);
    }
    // Null removes the field, as of every other: the feed is public.
    expect((await set(null)).json['info']).not.toHaveProperty('visibility');
    await set('unlisted');
  });
});
