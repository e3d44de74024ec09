import type { Item } from '../../../src/feed/item.ts';
import { call } from '../../call.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder, type EmptyDatabase } from '../../services/databases.ts';
import { until } from '../../until.ts';

describe('the page of a feed as it stood', () => {
  let place: EmptyDatabase;
  let server: TestServer;

  beforeAll(async () => {
    place = emptyFolder();
    server = await TestServer.start(place, { readsPerAddress: Infinity });
    await server.createFeed('f', { title: 'The storm', origins: undefined });
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  const page = (at: string) =>
    call(server.url, 'GET', `/feeds/f?at=${encodeURIComponent(at)}`, undefined, {});
  const pass = (at: string) => until(() => Date.now() > Date.parse(at), 'the clock to move on');

  test('has the words of then, says so, leads back, and is for no search engine', async () => {
    const { item } = await server.publish('f', { headline: 'Four gates', key: true });
    await pass(item.updatedAt);
    const fix = { kind: 'correct', note: 'Three.', headline: 'Three gates' };
    const seen = { 'if-match': '"1"' };
    await server.call('PATCH', `/api/v1/feeds/f/items/${item.id}`, fix, seen);
    await server.publish('f', { headline: 'Something later' });
    const { status, text, headers } = await page(item.postedAt);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toContain('max-age=1,');
    expect(headers.get('etag')).not.toBeNull();
    expect(text).toContain('Four gates');
    expect(text).not.toMatch(/Three gates|Something later|Corrected/);
    expect(text).toMatch(/As it stood, <time[^>]*>\w{3}, /);
    expect(text).toContain('<a href="../feeds/f">Back to live</a>');
    expect(text).toContain('<meta name="robots" content="noindex, nofollow">');
    expect(text).not.toMatch(/<live-ticker|ticker\.js|ld\+json/);
    // A form without scripts sends whole seconds.
    const seconds = Math.ceil(Date.parse(item.postedAt) / 1_000);
    expect((await page(String(seconds))).text).toContain('As it stood');
    expect((await page('2001-01-01T00:00:00Z')).text).toContain('Nothing published yet.');
  });

  test('loses a text that is taken down later at once, and who may show it is decided now', async () => {
    const { item } = await server.publish('f', { headline: 'A secret' });
    const before = await page(item.postedAt);
    expect(before.text).toContain('A secret');
    await server.call('DELETE', `/api/v1/feeds/f/items/${item.id}`, { reason: 'x' });
    const after = await page(item.postedAt);
    expect(after.text).not.toContain('A secret');
    expect(after.text).toContain('lt-removed');
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
    await server.call('PATCH', '/api/v1/feeds/f', { origins: ['https://a.example'] });
    const policy = (await page(item.postedAt)).headers.get('content-security-policy');
    expect(policy).toContain("frame-ancestors 'self' https://a.example");
    await server.call('PATCH', '/api/v1/feeds/f', { origins: null });
  });

  test('leads to the older items of then, without scripts, and to no word that was taken down since', async () => {
    await server.createFeed('long', { title: 'A long day' });
    const items: Item[] = [];
    for (let n = 0; n < 45; n += 1) {
      items.push((await server.publish('long', { headline: `Item ${n}.` })).item);
    }
    const [oldest, second, third] = items as [Item, Item, Item];
    const at = items.at(-1)?.postedAt ?? '';
    await pass(at);
    const path = (item: Item) => `/api/v1/feeds/long/items/${item.id}`;
    const fix = { kind: 'correct', note: 'So.', headline: 'Not so.' };
    await server.call('PATCH', path(second), fix, { 'if-match': '"1"' });
    await server.publish('long', { headline: 'Something later' });

    const walk = async () => {
      const pages: string[] = [];
      const first = new URL(`/feeds/long?at=${encodeURIComponent(at)}`, server.url);
      for (let next: URL | undefined = first; next !== undefined;) {
        const { status, text, headers } = await call(
          server.url,
          'GET',
          next.pathname + next.search,
        );
        expect(status).toBe(200);
        expect(headers.get('cache-tag')).toBe('feed-long');
        expect(text).toMatch(/As it stood, <time/);
        expect(text).toContain('<meta name="robots" content="noindex, nofollow">');
        expect(text).not.toMatch(/<live-ticker|ticker\.js|ld\+json|Not so|Something later/);
        pages.push(text);
        const [, href] = /site-older[^>]*><a href="([^"]+)"/.exec(text) ?? [];
        next = href === undefined ? undefined : new URL(href.replaceAll('&#38;', '&'), next);
      }
      return pages;
    };
    const headlines = (pages: readonly string[]) =>
      pages.flatMap((text) => text.match(/(?<=lt-headline[^>]*>(<[^>]*>)*)Item \d+\./g) ?? []);
    const before = await walk();
    expect(before.length).toBe(3);
    expect(headlines(before)).toEqual(items.map(({ headline }) => headline).reverse());
    expect(before[2]).toMatch(
      /site-newer[^>]*><a href="\.\.\/feeds\/long\?at=[^"&]+" rel="nofollow">As it stood/,
    );

    await server.call('DELETE', path(third), { reason: 'x' });
    await server.call('DELETE', path(oldest), { reason: 'x' });
    const after = await walk();
    expect(headlines(after).length).toBe(43);
    expect(after.join()).not.toMatch(/Item [02]\./);
    expect(after[2]?.match(/lt-removed/g)?.length).toBe(2);
  });

  test('has no older items behind a cursor that was cut off, and says so behind the last', async () => {
    const { item } = await server.publish('f', { headline: 'The last' });
    const asked = `/feeds/f?at=${encodeURIComponent(item.postedAt)}&before=`;
    const cut = await call(server.url, 'GET', `${asked}2027`);
    expect([cut.status, cut.text.includes('This link was cut off or changed.')]).toEqual([
      400,
      true,
    ]);
    const cursor = encodeURIComponent(`2001-01-01T00:00:00.000Z~${item.id}`);
    const end = await call(server.url, 'GET', `${asked}${cursor}`);
    expect([end.status, end.text.includes('Nothing older.')]).toEqual([200, true]);
    // A moment that is the latest now is drawn anew when it is not any more.
    const all = encodeURIComponent(`9999-01-01T00:00:00.000Z~${item.id}`);
    const later = new Date(Date.now() + 30_000).toISOString();
    const now = `/feeds/f?at=${encodeURIComponent(later)}&before=${all}`;
    expect((await call(server.url, 'GET', now)).text).not.toContain('One more');
    await server.publish('f', { headline: 'One more' });
    const has = async () => (await call(server.url, 'GET', now)).text.includes('One more');
    await until(has, 'the newest');
    await server.call('DELETE', `/api/v1/feeds/f/items/${item.id}`, { reason: 'x' });
  });

  test('is a clear answer for a time that cannot be read, or has not come', async () => {
    for (const at of ['yesterday', '2027-02-30T00:00:00Z', '99999999999999']) {
      const { status, text } = await page(at);
      expect([at, status]).toEqual([at, 400]);
      expect(text).toContain('This link was cut off or changed.');
    }
    const { status, text } = await page('9000-01-01T00:00:00Z');
    expect([status, text.includes('That time has not come yet.')]).toEqual([400, true]);
    const unknown = await call(server.url, 'GET', '/feeds/nobody?at=2020-01-01T00:00:00Z');
    expect(unknown.status).toBe(404);
    expect((await page('')).text).toContain('<live-ticker');
  });

  test('the tempo says how much was posted when, to whom the feed may be shown', async () => {
    const { status, json, headers } = await call(server.url, 'GET', '/api/v1/feeds/f/tempo');
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    const posts = json['posts'] as number[];
    expect(posts.length).toBeLessThanOrEqual(72);
    expect(posts.reduce((sum, count) => sum + count, 0)).toBe(5);
    expect((await call(server.url, 'GET', '/api/v1/feeds/nobody/tempo')).status).toBe(404);
  });
});
