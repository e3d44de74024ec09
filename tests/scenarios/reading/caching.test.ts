import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { call } from '../../call.ts';
import { until } from '../../until.ts';
import { item, openNewsroom } from '../newsroom/newsroom-room.ts';

interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** As it came: not decoded, and with a Host of our choice. */
function raw(url: string, headers: Record<string, string> = {}): Promise<RawAnswer> {
  return new Promise((done, fail) => {
    const asked = request(url, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        done({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      );
    });
    asked.on('error', fail);
    asked.end();
  });
}

/** Every feed that can be reached from `/feeds`, by its links. */
async function listed(base: string): Promise<readonly string[]> {
  const found: string[] = [];
  let path: string | undefined = '/feeds';
  while (path !== undefined) {
    const { text } = await call(base, 'GET', path);
    found.push(
      ...[...text.matchAll(/href="\.\/feeds\/([a-z0-9-]+)"/g)].map(([, feed = '']) => feed),
    );
    const next: string | undefined = /href="\.\/(feeds\?page=\d+)">More feeds/.exec(text)?.[1];
    path = next === undefined ? undefined : `/${next}`;
  }
  return found;
}

describe('what caches are told', () => {
  const room = openNewsroom();
  const momentary = 'public, max-age=1, stale-while-revalidate=0';

  test('of an item that was taken down, and of what never was: an answer that replaces the old one (C2)', async () => {
    const { server, items, feed } = room;
    const { id } = item(await server.call('POST', items, { headline: 'To go' }));
    await server.call('DELETE', `${items}/${id}`, { reason: 'It must.' });
    const gone = [`/feeds/${feed}/items/${id}`, `${items}/${id}`, `${items}/${id}/history`];
    const never = ['/feeds/nowhere', '/api/v1/feeds/nowhere', `${items}/${randomUUID()}`];
    for (const path of [...gone, ...never]) {
      const { status, headers } = await call(server.url, 'GET', path);
      expect([path, status]).toEqual([path, gone.includes(path) ? 410 : 404]);
      expect([path, headers.get('cache-control')]).toEqual([path, momentary]);
      expect(headers.get('x-accel-expires')).toBe('0');
    }
  });

  test('of every answer about a feed, errors and pages too: its purge tag (C7)', async () => {
    const { server, feed, items } = room;
    const { id } = item(await server.call('POST', items, { headline: 'Tagged' }));
    const paths = [
      `/feeds/${feed}`,
      `/feeds/${feed}?before=nonsense`,
      `/feeds/${feed}/items/${id}`,
      `/feeds/${feed}/items/${randomUUID()}`,
      `/api/v1/feeds/${feed}`,
      `/api/v1/feeds/${feed}?at=nonsense`,
      `/api/v1/feeds/${feed}/head`,
      `${items}?limit=0`,
      `${items}/${randomUUID()}`,
    ];
    for (const path of paths) {
      const { headers } = await call(server.url, 'GET', path);
      const tags = ['cache-tag', 'surrogate-key'].map((name) => headers.get(name));
      expect([path, ...tags]).toEqual([path, `feed-${feed}`, `feed-${feed}`]);
    }
  });

  test('of what only the newsroom may read: nothing is kept, nor of a refusal (C8)', async () => {
    const { server, feed, items } = room;
    const { id } = item(await server.call('POST', items, { headline: 'x', draft: true }));
    const paths = [
      '/api/v1/feeds',
      `/api/v1/feeds/${feed}/drafts`,
      `${items}/${id}/source`,
      '/api/v1/session',
    ];
    for (const path of paths) {
      const answers = [await server.call('GET', path), await call(server.url, 'GET', path)];
      expect(answers.map(({ status }) => status)).toEqual([200, 401]);
      for (const { headers } of answers) {
        expect([path, headers.get('cache-control')]).toEqual([path, 'private, no-store']);
      }
    }
    expect((await call(server.url, 'GET', '/newsroom')).headers.get('cache-control')).toBe(
      'private, no-store',
    );
  });

  test('pages, snapshots, lists and scripts go compressed, each encoding under an ETag of its own (C9)', async () => {
    const { server, feed, items } = room;
    await server.call('POST', items, {
      headline: 'Long',
      body: 'All the same words. '.repeat(300),
    });
    const paths = [
      `/feeds/${feed}`,
      `/api/v1/feeds/${feed}`,
      `${items}?limit=5`,
      '/assets/site.css',
      '/v1/ticker.js',
    ];
    for (const path of paths) {
      const ask = (accept: string, more: Record<string, string> = {}) =>
        raw(server.url + path, { 'accept-encoding': accept, ...more });
      const plain = await ask('identity');
      const [br, gzip] = [await ask('br, gzip'), await ask('gzip')];
      expect([path, plain.headers['content-encoding']]).toEqual([path, undefined]);
      expect([path, br.headers['content-encoding']]).toEqual([path, 'br']);
      expect([path, gzip.headers['content-encoding']]).toEqual([path, 'gzip']);
      expect(brotliDecompressSync(br.body)).toEqual(plain.body);
      expect(gunzipSync(gzip.body)).toEqual(plain.body);
      expect(br.body.length).toBeLessThan(plain.body.length / 2);
      const etags = [plain, br, gzip].map(({ headers }) => String(headers['etag']));
      expect(new Set(etags).size).toBe(3);
      for (const { headers } of [plain, br, gzip]) {
        expect(String(headers['vary'])).toContain('Accept-Encoding');
      }
      for (const etag of etags) {
        const again = await ask('br, gzip', { 'if-none-match': etag });
        expect([path, again.status, again.body.length]).toEqual([path, 304, 0]);
      }
    }
  });

  test('a page names no host that a request claims (C4)', async () => {
    const { server, feed, items } = room;
    const { id } = item(await server.call('POST', items, { headline: 'Ours' }));
    for (const path of [
      '/',
      '/feeds',
      `/feeds/${feed}`,
      `/feeds/${feed}/items/${id}`,
      '/nowhere',
    ]) {
      const headers = {
        host: 'evil.example',
        'x-forwarded-host': 'evil.example',
        accept: 'text/html',
      };
      const answer = await raw(server.url + path, headers);
      const all = answer.body.toString() + JSON.stringify(answer.headers);
      expect([path, all.includes('evil')]).toEqual([path, false]);
    }
  });

  test('an address that is none is told as a page to people and as JSON to programs (W8)', async () => {
    const { server } = room;
    const browser = await raw(`${server.url}/no/such/address`, { accept: 'text/html,*/*;q=0.8' });
    expect([browser.status, browser.headers['content-type']]).toEqual([
      404,
      'text/html; charset=utf-8',
    ]);
    expect(browser.body.toString()).toContain('href="../../feeds"');
    expect(browser.body.toString()).toContain('No page has this address.');
    // In a frame, too.
    expect(browser.headers['content-security-policy']).not.toContain('frame-ancestors');
    for (const [path, accept] of [
      ['/no/such/address', '*/*'],
      ['/api/v1/nothing', 'text/html'],
    ] as const) {
      const program = await raw(server.url + path, { accept });
      expect(program.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    }
  });

  test('every public feed can be reached from the list; those for named sites are not listed (W9)', async () => {
    const { server } = room;
    for (let n = 100; n < 230; n += 1) await server.createFeed(`many-${n}`);
    await server.createFeed('for-one-site', { origins: ['https://one.example'] });
    // The list is read once a second.
    const isListed = async () =>
      (await listed(server.url)).filter((feed) => feed.startsWith('many-'));
    await until(async () => (await isListed()).length === 130, 'all of them in the list');
    expect(await listed(server.url)).not.toContain('for-one-site');
    expect((await call(server.url, 'GET', '/')).text).toMatch(/href="\.\/feeds">All feeds/);
  });
});
