import type { Item } from '../../../src/feed/item.ts';
import type { Snapshot } from '../../../src/feed/snapshot.ts';
import { call } from '../../call.ts';
import { TestServer } from '../../server.ts';
import { until } from '../../until.ts';
import { databases, type EmptyDatabase } from '../../services/databases.ts';

/** PROTOCOL.md §3, `at`: a feed as readers saw it then. */
describe.each(databases)('a feed as it stood on %s', (_name, empty) => {
  let place: EmptyDatabase;
  let server: TestServer;

  beforeAll(async () => {
    place = await empty();
    server = await TestServer.start(place);
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  let count = 0;
  async function newFeed(more: object = {}): Promise<string> {
    count += 1;
    await server.createFeed(`feed-${count}`, more);
    return `feed-${count}`;
  }

  const ask = (feed: string, at: string, headers: Record<string, string> = {}) =>
    call(
      server.url,
      'GET',
      `/api/v1/feeds/${feed}?at=${encodeURIComponent(at)}`,
      undefined,
      headers,
    );

  async function then(feed: string, at: string): Promise<Snapshot> {
    return (await ask(feed, at)).json as unknown as Snapshot;
  }

  async function now(feed: string): Promise<Snapshot> {
    return (await call(server.url, 'GET', `/api/v1/feeds/${feed}`)).json as unknown as Snapshot;
  }

  /** The time of a feed's latest change. No later change has the same: the clock has moved on by then. */
  async function stamp(feed: string): Promise<string> {
    const { epoch, seq } = await now(feed);
    const { json } = await call(server.url, 'GET', `/api/v1/feeds/${feed}/log/${epoch}/0`);
    const at = (json['changes'] as { readonly seq: number; readonly at: string }[]).at(seq - 1)?.at;
    await until(() => Date.now() > Date.parse(at ?? ''), 'the clock to move on');
    return at ?? '';
  }

  const change = (feed: string, { id, rev }: Item, body: object) =>
    server.call('PATCH', `/api/v1/feeds/${feed}/items/${id}`, body, { 'if-match': `"${rev}"` });

  const headlines = ({ items }: Snapshot) =>
    items.map((entry) => ('rev' in entry ? entry.headline : 'removed'));

  test('has the wording, the order, the pin and the coverage of then, and its position', async () => {
    const feed = await newFeed({ title: 'As it began' });
    const { item } = await server.publish(feed, { headline: 'first' });
    const early = await stamp(feed);
    const atFirst = await now(feed);
    await server.publish(feed, { headline: 'second' });
    await server.call('PUT', `/api/v1/feeds/${feed}/items/${item.id}/pin`);
    const later = await stamp(feed);
    const pinned = await now(feed);
    await change(feed, item, { kind: 'correct', headline: 'the very first', note: 'It was.' });
    await server.call('PATCH', `/api/v1/feeds/${feed}`, { title: 'Over', coverage: 'ended' });

    expect(await then(feed, early)).toEqual(atFirst);
    expect(await then(feed, later)).toEqual(pinned);
    expect(pinned.info.coverage).toBe('open');
    expect((await then(feed, early)).info.title).toBe('As it began');
    // The same moment, told in another zone, and more finely than the log does.
    const elsewhere = new Date(Date.parse(later) + 7_200_000).toISOString();
    expect(await then(feed, elsewhere.replace('Z', '9+02:00'))).toEqual(pinned);
    expect((await now(feed)).info.coverage).toBe('ended');
  });

  test('before its beginning is empty; in the future it is as it is', async () => {
    const feed = await newFeed();
    const beginning = await now(feed);
    expect(await then(feed, '1999-12-31T23:59:59Z')).toEqual(beginning);
    await server.publish(feed, { headline: 'first' });
    expect(await then(feed, '1999-12-31T23:59:59Z')).toEqual(beginning);
    expect(beginning).toMatchObject({ seq: 0, items: [] });
    expect(await then(feed, '9999-12-31T23:59:59Z')).toEqual(await now(feed));
    expect((await ask('nowhere', '1999-12-31T23:59:59Z')).json['code']).toBe('unknown_feed');
  });

  test('loses a text that is taken down, at once, under another ETag; no cache gives it stale', async () => {
    const feed = await newFeed();
    const { item } = await server.publish(feed, { headline: 'unsayable' });
    await server.publish(feed, { headline: 'harmless' });
    const at = await stamp(feed);
    await server.publish(feed, { headline: 'later' });
    const before = await ask(feed, at);
    expect(headlines(before.json as unknown as Snapshot)).toEqual(['harmless', 'unsayable']);
    expect(before.headers.get('cache-control')).toBe('public, max-age=1, stale-while-revalidate=0');
    expect(before.headers.get('cache-tag')).toBe(`feed-${feed}`);
    const etag = before.headers.get('etag') ?? '';
    expect((await ask(feed, at, { 'if-none-match': etag })).status).toBe(304);

    const path = `/api/v1/feeds/${feed}/items/${item.id}`;
    await server.call('DELETE', path, { reason: 'libel' });
    const after = await ask(feed, at, { 'if-none-match': etag });
    expect(after.status).toBe(200);
    expect(after.text).not.toContain('unsayable');
    expect(headlines(after.json as unknown as Snapshot)).toEqual(['harmless', 'removed']);
    expect(after.json['seq']).toBe(before.json['seq']);
  });

  test('is for the sites the feed allows now', async () => {
    const feed = await newFeed();
    await server.publish(feed, { headline: 'first' });
    const at = await stamp(feed);
    await server.call('PATCH', `/api/v1/feeds/${feed}`, { origins: ['https://good.example'] });
    const allowed = async (origin: string) =>
      (await ask(feed, at, { origin })).headers.get('access-control-allow-origin');
    expect(await allowed('https://good.example')).toBe('https://good.example');
    expect(await allowed('https://bad.example')).toBeNull();
  });

  test('at no time is refused, and says how to write one', async () => {
    const feed = await newFeed();
    const bad = [
      '',
      'yesterday',
      '1767225600',
      '2026-01-01',
      '2026-01-01T00:00:00',
      '2026-02-30T00:00:00Z',
      '2026-01-01T00:00:00 02:00',
      '9999-12-31T23:59:59-01:00',
      '0000-01-01T00:00:00Z',
      `2026-01-01T00:00:00.${'0'.repeat(5_000)}x`,
    ];
    const paths = [...bad.map((at) => `at=${encodeURIComponent(at)}`), 'at=a&at=b'];
    for (const path of paths) {
      const answer = await call(server.url, 'GET', `/api/v1/feeds/${feed}?${path}`);
      expect([path, answer.status, answer.json['code']]).toEqual([path, 422, 'invalid_input']);
      const detail = 'must be one time like 2027-01-31T18:00:00Z (RFC 3339); write a + as %2B';
      expect(answer.json['errors']).toEqual([{ pointer: '/at', detail }]);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });
});
