import type { Snapshot } from '../../../src/feed/snapshot.ts';
import type { LogHead, LogSegment } from '../../../src/feed/messages.ts';
import { call } from '../../call.ts';
import { TestServer } from '../../server.ts';
import { databases, emptyFolder, type EmptyDatabase } from '../../services/databases.ts';
import { SegmentReader } from './segment-reader.ts';

const forGood = 'public, max-age=31536000, immutable';

/** PROTOCOL.md §3, `head` and `log`: what caches may keep, and what they may not. */
describe.each(databases)("the log's segments on %s", (_name, empty) => {
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

  async function publish(feed: string, posts: number) {
    const published = [];
    for (let n = 1; n <= posts; n += 1)
      published.push(await server.publish(feed, { headline: `post ${n}.` }));
    return published;
  }

  const get = (path: string, headers: Record<string, string> = {}) =>
    call(server.url, 'GET', `/api/v1/feeds/${path}`, undefined, headers);

  async function headOf(feed: string): Promise<LogHead> {
    return (await get(`${feed}/head`)).json as unknown as LogHead;
  }

  async function segmentOf(feed: string, n: number, v?: string) {
    const { epoch, scrubbed } = await headOf(feed);
    const answer = await get(`${feed}/log/${epoch}/${n}?v=${v ?? scrubbed}`);
    return {
      ...answer,
      segment: answer.json as unknown as LogSegment,
      caching: answer.headers.get('cache-control'),
      etag: answer.headers.get('etag') ?? '',
    };
  }

  async function takeDown(feed: string, id: string) {
    const { status } = await server.call('DELETE', `/api/v1/feeds/${feed}/items/${id}`, {
      reason: 'It must go.',
    });
    expect(status).toBe(200);
  }

  test('have 64 changes, end where the next begins, and are kept for good once they are full', async () => {
    const feed = await newFeed();
    await publish(feed, 70);
    const first = await segmentOf(feed, 0);
    expect(first.segment).toMatchObject({ feed, n: 0, full: true, seq: 64 });
    expect(first.segment.changes.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 64 }, (_, n) => n + 1),
    );
    expect(first.caching).toBe(forGood);
    expect(first.headers.get('cache-tag')).toBe(`feed-${feed}`);
    expect(first.headers.get('surrogate-key')).toBe(`feed-${feed}`);
    expect(first.headers.get('access-control-allow-origin')).toBe('*');

    const second = await segmentOf(feed, 1);
    expect(second.segment).toMatchObject({ n: 1, full: false, seq: 70 });
    expect(second.segment.changes[0]?.prev).toBe(first.segment.tag);
    expect(second.caching).toBe('public, max-age=1, stale-while-revalidate=0');
  });

  test('that are open answer 304 until there is news', async () => {
    const feed = await newFeed();
    await publish(feed, 1);
    const { etag } = await segmentOf(feed, 0);
    const { epoch } = await headOf(feed);
    const again = () => get(`${feed}/log/${epoch}/0`, { 'if-none-match': etag });
    expect((await again()).status).toBe(304);
    await publish(feed, 1);
    expect((await again()).json['seq']).toBe(2);
  });

  test('lose a text that is taken down at once, and get another address', async () => {
    const feed = await newFeed();
    const [, second] = await publish(feed, 64);
    await server.call(
      'PATCH',
      `/api/v1/feeds/${feed}/items/${second?.item.id}`,
      { kind: 'correct', headline: 'post 2. Better', note: 'post 2. was wrong' },
      { 'if-match': '"1"' },
    );
    const before = await headOf(feed);
    expect(before.scrubbed).toBe('0');
    expect((await segmentOf(feed, 0)).text).toContain('post 2.');
    expect((await segmentOf(feed, 1)).text).toContain('post 2. was wrong');
    const { etag } = await segmentOf(feed, 0);

    await takeDown(feed, second?.item.id ?? '');
    const after = await headOf(feed);
    expect(after.scrubbed).not.toBe(before.scrubbed);
    for (const v of [after.scrubbed, before.scrubbed, '', 'forged']) {
      for (const n of [0, 1]) expect((await segmentOf(feed, n, v)).text).not.toContain('post 2.');
    }
    const { epoch } = after;
    const sent = await get(`${feed}/log/${epoch}/0?v=0`, { 'if-none-match': etag });
    expect(sent.status).toBe(200);
    // Only the present mark is kept for good: nobody can lay a text under the address of a later one.
    expect((await segmentOf(feed, 0)).caching).toBe(forGood);
    expect((await segmentOf(feed, 0, before.scrubbed)).caching).toBe(
      'public, max-age=1, stale-while-revalidate=0',
    );
    expect((await segmentOf(feed, 0, 'forged')).caching).toBe(
      'public, max-age=1, stale-while-revalidate=0',
    );
  });

  test('older than memory come from the log, under the same mark after a restart', async () => {
    const own = await empty();
    const path = '/api/v1/feeds/kept';
    const first = await TestServer.start(own);
    await first.createFeed('kept');
    const early: { readonly item: { readonly id: string } }[] = [];
    for (let n = 1; n <= 10; n += 1)
      early.push(await first.publish('kept', { headline: `early ${n}.` }));
    const takeDownOf = (at: TestServer, n: number) =>
      at.call('DELETE', `${path}/items/${early[n - 1]?.item.id}`, { reason: 'It must go.' });
    await takeDownOf(first, 3);
    await first.publishMany('kept', 580);
    const before = (await first.call('GET', `${path}/head`)).json;
    await first[Symbol.asyncDispose]();
    expect(before['scrubbed']).not.toBe('0');

    const second = await TestServer.start(own);
    const head = (await second.call('GET', `${path}/head`)).json;
    expect(head).toEqual(before);
    const oldest = (v: unknown) =>
      second.call('GET', `${path}/log/${String(head['epoch'])}/0?v=${String(v)}`);
    const kept = await oldest(head['scrubbed']);
    expect(kept.json).toMatchObject({ full: true, seq: 64 });
    expect(kept.headers.get('cache-control')).toBe(forGood);
    expect(kept.text).toContain('early 7.');
    expect(kept.text).not.toContain('early 3.');
    await takeDownOf(second, 7);
    const { scrubbed } = (await second.call('GET', `${path}/head`)).json;
    for (const v of [head['scrubbed'], scrubbed]) {
      expect((await oldest(v)).text).not.toContain('early 7.');
    }
    expect((await oldest(scrubbed)).headers.get('cache-control')).toBe(forGood);
    await second[Symbol.asyncDispose]();
    await own.drop();
  });

  test('that are not there are refused by name', async () => {
    const feed = await newFeed();
    await publish(feed, 64);
    const { epoch, tag } = await headOf(feed);
    expect((await segmentOf(feed, 1)).segment).toMatchObject({ changes: [], seq: 64, tag });
    const foreign = await get(`${feed}/log/zzzzzzzz/0`);
    expect(foreign.status).toBe(410);
    expect(foreign.json).toMatchObject({ code: 'unknown_epoch', epoch, seq: 64, tag });
    expect(foreign.headers.get('cache-control')).toBe('public, max-age=5');
    for (const n of ['2', '999999999999', '-1', '1.5', '00', 'x', '9'.repeat(40)]) {
      const answer = await get(`${feed}/log/${epoch}/${n}`);
      expect([n, answer.status, answer.json['code']]).toEqual([n, 404, 'not_found']);
      expect(answer.headers.get('cache-control')).toBe(
        'public, max-age=1, stale-while-revalidate=0',
      );
    }
    expect((await get(`nowhere/log/${epoch}/0`)).json['code']).toBe('unknown_feed');
  });

  test('are for the sites the feed allows', async () => {
    const feed = await newFeed({ origins: ['https://good.example'] });
    await publish(feed, 1);
    const { epoch } = await headOf(feed);
    const allowed = async (origin: string) => {
      const { headers } = await get(`${feed}/log/${epoch}/0`, { origin });
      return [headers.get('access-control-allow-origin'), headers.get('vary')];
    };
    expect(await allowed('https://good.example')).toEqual([
      'https://good.example',
      'Origin, Accept-Encoding',
    ]);
    expect(await allowed('https://bad.example')).toEqual([null, 'Origin, Accept-Encoding']);
  });
});

test('a reader with nothing but GET sees what the log says, at whatever pace it asks', async () => {
  const place = emptyFolder();
  await using server = await TestServer.start(place);
  await server.createFeed('f');
  const [eager, lazy] = [new SegmentReader('f'), new SegmentReader('f')];
  await lazy.poll(server.url);
  for (let n = 0; n < 150; n += 1) {
    const { item } = await server.publish('f', { headline: `post ${n}` });
    const path = `/api/v1/feeds/f/items/${item.id}`;
    if (n % 10 === 3) {
      const edit = { kind: 'edit', headline: `post ${n}, better` };
      await server.call('PATCH', path, edit, { 'if-match': '"1"' });
    }
    if (n % 10 === 7) await server.call('DELETE', path, { reason: 'It must go.' });
    if (n % 10 === 9) await server.call('PUT', `${path}/pin`);
    if (n % 5 === 0) await eager.poll(server.url);
  }
  const truth = (await server.call('GET', '/api/v1/feeds/f')).json as unknown as Snapshot;
  for (const reader of [eager, lazy]) {
    await reader.poll(server.url);
    expect(reader.newest).toEqual(truth);
    expect(reader.broken).toEqual([]);
  }
  // From the beginning to the head: each segment once.
  expect(lazy.asked).toHaveLength(Math.ceil(truth.seq / 64));
  await place.drop();
});
