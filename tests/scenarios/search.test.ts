import type { Item } from '../../src/feed/item.ts';
import type { SearchPage } from '../../src/feed/messages.ts';
import { call } from '../call.ts';
import { TestServer } from '../server.ts';
import { emptyFolder, type EmptyDatabase } from '../services/databases.ts';

/** As pages write what is no markup. */
const escaped = (text: string) => text.replaceAll(/[<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

describe('a search', () => {
  let place: EmptyDatabase;
  let server: TestServer;

  beforeAll(async () => {
    place = emptyFolder();
    server = await TestServer.start(place, { readsPerAddress: Infinity });
    await server.createFeed('port', { origins: ['https://paper.example'] });
    await server.createFeed('hills');
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  const search = async (query: string, headers = {}) => {
    const path = `/api/v1/feeds/port/search?${query}`;
    const answer = await call(server.url, 'GET', path, undefined, headers);
    return { ...answer, page: answer.json as unknown as SearchPage };
  };
  const page = (query: string) => call(server.url, 'GET', `/feeds/port/search?${query}`);
  const publish = async (headline: string, more: object = {}): Promise<Item> =>
    (await server.publish('port', { headline, ...more })).item;

  test('of a reader finds what was published a moment ago, with its hits, page by page, as other lists are kept', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1)
      ids.unshift((await publish(`Gate ${n}`, { body: 'All **shut** <b>.' })).id);
    const { status, headers, page: first } = await search('q=SHUT%20ga&limit=3');
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('public, max-age=1, stale-while-revalidate=0');
    expect(headers.get('cache-tag')).toBe('feed-port');
    expect(headers.get('etag')).not.toBeNull();
    expect(first.complete).toBe(true);
    expect(first.results.map(({ id }) => id)).toEqual(ids.slice(0, 3));
    expect(first.results[0]).toMatchObject({
      feed: 'port',
      headline: [{ text: 'Gate', isHit: true }, { text: ' 4' }],
      snippet: [{ text: 'All ' }, { text: 'shut', isHit: true }, { text: ' <b>.' }],
    });
    const { page: rest } = await search(`q=SHUT%20ga&limit=3&before=${first.next}`);
    expect(rest).toMatchObject({ next: null });
    expect(rest.results.map(({ id }) => id)).toEqual(ids.slice(3));
    // Sites of the feed's list may read it.
    const { headers: allowed } = await search('q=gate', { origin: 'https://paper.example' });
    expect(allowed.get('access-control-allow-origin')).toBe('https://paper.example');
  });

  test('that cannot be made is refused with every problem, also on the page, and of a feed that is not there', async () => {
    const { status, json } = await search('q=%22*()%26&before=x&limit=99');
    expect([status, json['code']]).toEqual([422, 'invalid_input']);
    expect((json['errors'] as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual([
      '/q',
      '/before',
      '/limit',
    ]);
    const unusable = await page('q=%22*()%26');
    expect(unusable.status).toBe(400);
    expect(unusable.text).toContain('Type one to ten words to search for.');
    expect((await page(`q=x&before=${'9'.repeat(30)}`)).status).toBe(400);
    expect((await call(server.url, 'GET', '/api/v1/feeds/nowhere/search?q=x')).status).toBe(404);
    expect((await call(server.url, 'GET', '/feeds/nowhere/search?q=x')).status).toBe(404);
  });

  test('on the page marks what was found, links to the items and to older ones, and shows what was typed as text', async () => {
    const typed = '"><script>x</script> tide';
    for (let n = 0; n < 21; n += 1) await publish(`Tide x script ${n}`);
    const struck = await publish('Script x tide <i>', { lang: 'de' });
    const note = { kind: 'strike', note: 'Wrong.' };
    await server.call('PATCH', `/api/v1/feeds/port/items/${struck.id}`, note, {
      'if-match': '"1"',
    });
    const { status, text, headers } = await page(new URLSearchParams({ q: typed }).toString());
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(text).toContain(`value="${escaped(typed)}"`);
    expect(text).not.toContain('<script>x');
    const headline = '<mark>Script</mark> <mark>x</mark> <mark>tide</mark>';
    expect(text).toContain(`${headline} ${escaped('<i>')}`);
    expect(text).toContain(`href="../../feeds/port/items/${struck.id}"`);
    expect(text).toContain('Withdrawn');
    const [, older = ''] = /class="site-older"><a href="([^"]*)"/.exec(text) ?? [];
    const next = new URL(older.replaceAll('&#38;', '&'), `${server.url}/feeds/port/search`);
    const rest = await call(server.url, 'GET', next.pathname + next.search);
    expect(rest.text.match(/<article/g)).toHaveLength(2);
    expect((await page('q=nothinghere')).text).toContain('Nothing was found.');
    const empty = await page('');
    expect([empty.status, empty.text.includes('role="search"')]).toEqual([200, true]);
    expect((await call(server.url, 'GET', '/feeds/port')).text).toContain(
      'action="../feeds/port/search"',
    );
  });

  test('of the newsroom finds items in the feeds in which a person has a say, and no draft', async () => {
    await publish('Bridge closed');
    await server.publish('hills', { headline: 'Bridge open' });
    const draft = { headline: 'Bridge drafted', draft: true };
    await server.call('POST', '/api/v1/feeds/port/items', draft);
    const feedsFor = async (role: string, feeds?: Record<string, string>) => {
      const asked = { name: `${role}-${Object.keys(feeds ?? {}).join()}`, role, feeds };
      const { json } = await server.call('POST', '/api/v1/tokens', asked);
      const answer = await call(server.url, 'GET', '/api/v1/search?q=bridge', undefined, {
        authorization: `Bearer ${String(json['secret'])}`,
      });
      if (answer.status !== 200) return answer.status;
      return (answer.json as unknown as SearchPage).results.map(({ feed }) => feed);
    };
    expect(await feedsFor('reporter')).toEqual(['hills', 'port']);
    expect(await feedsFor('reporter', { port: 'none' })).toEqual(['hills']);
    expect(await feedsFor('none', { port: 'editor' })).toEqual(['port']);
    expect(await feedsFor('none', { port: 'none' })).toBe(403);
    expect((await call(server.url, 'GET', '/api/v1/search?q=bridge')).status).toBe(401);
    const refused = await server.call('GET', '/api/v1/search?q=');
    expect([refused.status, refused.json['code']]).toEqual([422, 'invalid_input']);
  });

  test('is limited by address, as what asks the database is', async () => {
    const other = emptyFolder();
    await using limited = await TestServer.start(other, { readsPerAddress: 20 });
    await limited.createFeed('f');
    const asked = Array.from({ length: 30 }, (_, n) =>
      call(limited.url, 'GET', `/api/v1/feeds/f/search?q=word${n}`),
    );
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    await other.drop();
  });
});
