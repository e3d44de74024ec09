import { call } from '../../call.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder, type EmptyDatabase } from '../../services/databases.ts';
import { hostile } from '../../site/hostile.ts';

describe('the page for frames', () => {
  let server: TestServer;
  let place: EmptyDatabase;

  beforeAll(async () => {
    place = emptyFolder();
    server = await TestServer.start(place);
    await server.createFeed('f', { title: 'A feed', lang: 'de' });
    await server.createFeed('listed', { origins: ['https://good.example'] });
    await server.publish('listed', { headline: 'A headline' });
    for (let n = 1; n <= 5; n += 1) {
      await server.publish('f', { headline: `News ${n}`, key: n === 2, tags: [`t${n % 2}`] });
    }
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  const get = (path: string, headers = {}) =>
    call(server.url, 'GET', `/embed/${path}`, undefined, headers);
  const headlines = async (query: string) =>
    [...(await get(`f?${query}`)).text.matchAll(/News \d(?=<)/g)].map(([text]) => text.slice(-1));

  test('passes what a site chose on to the ticker, and draws it so', async () => {
    const query = 'layout=rail&theme=dark&limit=3&order=oldest&lang=de&tz=Asia/Tokyo&clock=12';
    const { status, text, headers } = await get(`f?${query}`);
    expect(status).toBe(200);
    expect(text).toContain(
      '<live-ticker feed="f" src="../" layout="rail" theme="dark" limit="3" order="oldest" ' +
        'lang="de" tz="Asia/Tokyo" clock="12">',
    );
    expect(text).toContain('Alle Meldungen');
    expect(headers.get('cache-control')).toContain('stale-if-error=60');
    expect(headers.get('cache-tag')).toBe('feed-f');
    expect(await headlines('limit=2')).toEqual(['5', '4']);
    expect(await headlines('limit=2&order=oldest')).toEqual(['4', '5']);
    expect(await headlines('filter=key')).toEqual(['2']);
    expect(await headlines('filter=tag:t0')).toEqual(['4', '2']);
  });

  test('repeats no value that cannot be used', async () => {
    const names = ['layout', 'theme', 'limit', 'order', 'filter', 'lang', 'tz', 'clock', 'item'];
    const query = names.map((name) => `${name}=${encodeURIComponent(`tag:${hostile}`)}`).join('&');
    for (const path of ['f', 'listed', 'nowhere', encodeURIComponent(hostile)]) {
      const { text } = await get(`${path}?${query}&${query}`);
      expect(text).toContain('<!doctype html>');
      expect(text.match(/alert|onload|onerror/)).toBeNull();
    }
    const { status, text } = await get(
      `f?limit=0&tz=Nowhere/Land&lang=no-such-language-tag-at-all`,
    );
    expect(status).toBe(200);
    expect(text).toContain('<live-ticker feed="f" src="../">');
  });

  test('has a strict policy, and may be framed by the sites on the list alone (R19)', async () => {
    const { headers } = await get('listed');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'; style-src 'self'");
    expect(policy).toMatch(/; frame-ancestors 'self' https:\/\/good\.example$/);
    const open = await get('f');
    expect(open.headers.get('content-security-policy')).not.toContain('frame-ancestors');
    for (const name of ['x-frame-options', 'cross-origin-opener-policy', 'set-cookie']) {
      expect([name, open.headers.get(name)]).toEqual([name, null]);
    }
  });

  test('tells a refused site why, and no cache gives that to another one (R19)', async () => {
    const from = (referer: string, more = {}) => get('listed', { referer, ...more });
    const refused = await from('https://bad.example:8443/page?x');
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('This feed is not shown on this site');
    expect(refused.text).toContain('bad.example:8443');
    expect(refused.text).not.toContain('A headline');
    expect(refused.headers.get('content-security-policy')).not.toContain('frame-ancestors');
    expect(refused.headers.get('cache-control')).toBe('private, no-store');
    const welcome = [
      await from('https://good.example/page'),
      await get('listed'),
      // A link that somebody follows is no frame.
      await from('https://bad.example/', { 'sec-fetch-dest': 'document' }),
      await from(`${server.url}/feeds/listed/embed`),
    ];
    for (const { status, text, headers } of welcome) {
      expect([status, text.includes('A headline')]).toEqual([200, true]);
      expect(headers.get('vary')).toContain('Referer');
    }
    expect((await get('f')).headers.get('vary')).toBe('Accept-Encoding');
    expect((await get('listed', { origin: 'https://bad.example' })).status).toBe(403);
    expect((await from('javascript:alert(1)')).text).not.toContain('alert');
  });

  test('of one item says what became of it', async () => {
    const { id } = (await server.publish('f', { headline: 'A secret' })).item;
    expect((await get(`f?item=${id}`)).text).toContain('A secret');
    await server.call('DELETE', `/api/v1/feeds/f/items/${id}`, { reason: 'It must.' });
    const gone = await get(`f?item=${id}`);
    expect([gone.status, gone.text.includes('A secret')]).toEqual([410, false]);
    expect(gone.headers.get('cache-control')).toContain('max-age=1');
    const never = await get('f?item=0195a1b2-0000-7000-8000-000000000001');
    expect([never.status, never.text.includes('Diese Meldung gibt es hier nicht')]).toEqual([
      404,
      true,
    ]);
    expect((await get('nowhere')).status).toBe(404);
  });
});
