import type { Item } from '../../../src/feed/item.ts';
import { call } from '../../call.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder, type EmptyDatabase } from '../../services/databases.ts';
import { until } from '../../until.ts';

describe('the list of a feed’s items', () => {
  let place: EmptyDatabase;
  let server: TestServer;
  let items: readonly Item[];

  beforeAll(async () => {
    place = emptyFolder();
    server = await TestServer.start(place, { readsPerAddress: Infinity });
    await server.createFeed('f');
    const published: Item[] = [];
    for (let n = 0; n < 12; n += 1) {
      const more =
        n % 3 === 0 ? { tags: ['storm'], bylines: ['A. Reporter'] } : { key: n % 2 === 1 };
      published.push((await server.publish('f', { headline: `${n}`, ...more })).item);
    }
    items = published;
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  const list = (query: string) => call(server.url, 'GET', `/api/v1/feeds/f/items?${query}`);

  async function walk(query: string, cursor: 'before' | 'after') {
    const seen: (string | undefined)[] = [];
    let next: string | null = null;
    for (let page = 0; page < 20; page += 1) {
      const { status, json } = await list(
        next === null ? query : `${query}&${cursor}=${encodeURIComponent(next)}`,
      );
      expect(status).toBe(200);
      seen.push(...(json['items'] as Item[]).map(({ headline }) => headline));
      next = json['next'] as string | null;
      if (next === null) return seen;
    }
    throw new Error('It has no end.');
  }

  test('is walked from the oldest or the newest on, whole and once', async () => {
    const all = items.map(({ headline }) => headline);
    expect(await walk('limit=5&order=oldest', 'after')).toEqual(all);
    expect(await walk('limit=5&order=newest', 'before')).toEqual(all.toReversed());
    expect(await walk('limit=5', 'before')).toEqual(all.toReversed());
  });

  test('has what a filter chooses, in either order, and the same as a ticker with it', async () => {
    expect(await walk('limit=3&order=oldest&filter=tag:storm', 'after')).toEqual([
      '0',
      '3',
      '6',
      '9',
    ]);
    expect(await walk('limit=2&filter=byline:A.%20Reporter', 'before')).toEqual([
      '9',
      '6',
      '3',
      '0',
    ]);
    expect(await walk('filter=key', 'before')).toEqual(['11', '7', '5', '1']);
    expect(await walk('filter=breaking', 'before')).toEqual([]);
  });

  test('is kept for a moment, goes with its feed, and what was removed passes no filter', async () => {
    const { headers } = await list('filter=tag:storm');
    expect(headers.get('cache-control')).toContain('max-age=1,');
    expect(headers.get('cache-tag')).toBe('feed-f');
    expect(headers.get('etag')).not.toBeNull();
    const { item } = await server.publish('f', { headline: 'gone', tags: ['storm'] });
    const has = async () => (await list('filter=tag:storm')).text.includes('gone');
    await until(has, 'the new item');
    await server.call('DELETE', `/api/v1/feeds/f/items/${item.id}`, { reason: 'x' });
    await until(async () => !(await has()), 'its end');
    expect((await list('filter=tag:storm')).text).not.toContain(item.id);
  });

  test('of a rare tag is found page by page, each of bounded cost', async () => {
    await server.createFeed('long');
    const { item } = await server.publish('long', { headline: 'rare', tags: ['rare'] });
    await server.publishMany('long', 510);
    const ask = (more = '') =>
      call(server.url, 'GET', `/api/v1/feeds/long/items?filter=tag:rare${more}`);
    const first = await ask();
    expect(first.json['items']).toEqual([]);
    const next = encodeURIComponent(String(first.json['next']));
    const second = await ask(`&before=${next}`);
    expect((second.json['items'] as Item[]).map(({ id }) => id)).toEqual([item.id]);
    expect(second.json['next']).toBeNull();
  });

  test('is refused for what it cannot be asked, with every problem at once', async () => {
    const { status, json } = await list(
      'limit=0&order=up&filter=all&key=maybe&after=x&before=a&before=b',
    );
    expect([status, json['code']]).toEqual([422, 'invalid_input']);
    const faults = json['errors'] as { readonly pointer: string }[];
    expect(faults.map(({ pointer }) => pointer).sort()).toEqual([
      '/after',
      '/before',
      '/filter',
      '/key',
      '/limit',
      '/order',
    ]);
    expect((await list('order=oldest&before=x')).text).toContain('send the cursor as \\"after\\"');
    expect((await list('before=cut')).status).toBe(422);
    expect((await list('filter=tag:%3Cb%3E')).status).toBe(422);
    expect((await list('filter=key&filter=key')).status).toBe(422);
  });
});
