import { call } from '../../call.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder, type EmptyDatabase } from '../../services/databases.ts';

describe('the fragment', () => {
  let server: TestServer;
  let place: EmptyDatabase;

  beforeAll(async () => {
    place = emptyFolder();
    server = await TestServer.start(place, { publicUrl: 'https://example.org/news/live' });
    await server.createFeed('f', { title: 'A feed' });
    for (let n = 1; n <= 8; n += 1) {
      await server.publish('f', { headline: `News ${n}`, breaking: n === 3 });
    }
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  const get = (query: string, headers = {}, feed = 'f') =>
    call(server.url, 'GET', `/api/v1/feeds/${feed}/fragment${query}`, undefined, headers);

  test('is one element with the newest items, without script and style (R16)', async () => {
    const { status, text, headers } = await get('?limit=3');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(text).toMatch(/^<ol [^>]*class="lt-list"[^>]*>.*<\/ol>\n$/s);
    expect(text.match(/<ol\b/g)).toHaveLength(1);
    expect(text.match(/<script|<style|\sstyle=|<link/g)).toBeNull();
    expect([...text.matchAll(/News (\d)/g)].map(([, n]) => n)).toEqual(['8', '7', '6']);
  });

  test('links to this server from any site (R16)', async () => {
    const upload = `/media/${'a'.repeat(26)}/640`;
    const linked = { headline: 'Linked', body: '[Us](/about)', image: { url: upload, alt: 'A' } };
    const { id } = (await server.publish('f', linked)).item;
    const { text } = await get('');
    expect(text).toContain(`href="https://example.org/news/live/feeds/f/items/${id}"`);
    expect(text).toContain('href="https://example.org/about"');
    expect(text).toContain(`src="https://example.org/news/live${upload}"`);
    expect(text.match(/(href|src)="(?!https:)/g)).toBeNull();
  });

  test('has as many items as its layout has room for; a bar, the breaking one', async () => {
    const count = async (query: string) => (await get(query)).text.match(/<article/g)?.length;
    expect(await count('?layout=rail')).toBe(6);
    expect(await count('?layout=rail&limit=2')).toBe(2);
    expect(await count('?layout=&limit=')).toBe(9);
    // As the ticker draws that layout, also for who has no scripts.
    expect((await get('?layout=rail')).text).toContain('class="lt-item lt-brief');
    expect((await get('')).text).not.toContain('lt-brief');
    const bar = await get('?layout=bar');
    expect(bar.text).toContain('News 3');
    expect(bar.text.match(/<article/g)).toHaveLength(1);
    expect(bar.text).toContain('data-layout="bar"');
  });

  test('names every problem of a query, and repeats none of its values', async () => {
    const { status, json, text } = await get('?limit=21&layout=%3Cscript%3E');
    expect(status).toBe(422);
    expect(json).toMatchObject({
      code: 'invalid_input',
      errors: [{ pointer: '/layout' }, { pointer: '/limit' }],
    });
    expect(text).not.toContain('<script>');
    for (const bad of ['limit=0', 'limit=1.5', 'limit=1&limit=2', 'layout=feed&layout=bar']) {
      expect([bad, (await get(`?${bad}`)).status]).toEqual([bad, 422]);
    }
    expect((await get('', {}, 'nowhere')).status).toBe(404);
  });

  test('is kept by caches as the page of its feed is, and loses at once what is taken down', async () => {
    const page = await call(server.url, 'GET', '/feeds/f');
    const first = await get('');
    for (const name of ['cache-control', 'cache-tag', 'surrogate-key', 'x-accel-expires']) {
      expect([name, first.headers.get(name)]).toEqual([name, page.headers.get(name)]);
    }
    const etag = first.headers.get('etag') ?? '';
    expect((await get('', { 'if-none-match': etag })).status).toBe(304);
    const { id } = (await server.publish('f', { headline: 'A secret' })).item;
    expect((await get('', { 'if-none-match': etag })).text).toContain('A secret');
    await server.call('DELETE', `/api/v1/feeds/f/items/${id}`, { reason: 'It must.' });
    expect((await get('')).text).not.toContain('A secret');
  });

  test('may be read by the scripts of sites on the allow-list alone (R19)', async () => {
    await server.createFeed('listed', { origins: ['https://good.example'] });
    const allowed = async (origin: string, feed: string) =>
      (await get('', { origin }, feed)).headers.get('access-control-allow-origin');
    expect(await allowed('https://any.example', 'f')).toBe('*');
    expect(await allowed('https://good.example', 'listed')).toBe('https://good.example');
    expect(await allowed('https://bad.example', 'listed')).toBeNull();
  });
});
