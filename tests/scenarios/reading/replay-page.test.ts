import { call } from '../../call.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder, type EmptyDatabase } from '../../services/databases.ts';
import { until } from '../../until.ts';

describe('the page of a feed as it stood', () => {
  let place: EmptyDatabase;
  let server: TestServer;

  beforeAll(async () => {
    place = emptyFolder();
    server = await TestServer.start(place);
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
    expect(posts.reduce((sum, count) => sum + count, 0)).toBe(3);
    expect((await call(server.url, 'GET', '/api/v1/feeds/nobody/tempo')).status).toBe(404);
  });
});
