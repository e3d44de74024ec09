import { apply } from '../../src/feed/apply.ts';
import type { Item } from '../../src/feed/item.ts';
import { emptySnapshot, newest, snapshotItems, type Snapshot } from '../../src/feed/snapshot.ts';
import { segmentChanges, type LogHead, type LogSegment } from '../../src/feed/wire.ts';
import { databases, type EmptyDatabase } from '../services/databases.ts';
import { TestServer, call } from '../server.ts';

describe.each(databases)('log segments on %s', (_name, empty) => {
  let place: EmptyDatabase;
  let server: TestServer;
  const feed = 'f';
  const items: Item[] = [];

  beforeAll(async () => {
    place = await empty();
    server = await TestServer.start(place);
    await server.createFeed(feed);
    for (let n = 0; n < 140; n += 1) {
      items.push((await server.publish(feed, { headline: `item number ${n}` })).item);
    }
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  const get = (path: string, headers: Record<string, string> = {}) =>
    call(server.url, 'GET', `/api/v1/feeds/${feed}${path}`, undefined, headers);
  const head = async () => (await get('/head')).json as unknown as LogHead;

  /** Follows the feed as `curl` in a loop would: head, then the segments up to it. */
  async function followed(): Promise<Snapshot> {
    const { epoch, seq, tag, scrubbed } = await head();
    const { info } = (await get('')).json as unknown as Snapshot;
    let view = emptySnapshot(feed, { epoch, seq: 0, tag: '' }, info);
    for (let n = 0; n * segmentChanges < seq; n += 1) {
      const segment = (await get(`/log/${epoch}/${n}?v=${scrubbed}`)).json as unknown as LogSegment;
      expect(segment.changes.map((change) => change.seq)).toEqual(
        segment.changes.map((_, index) => n * segmentChanges + index + 1),
      );
      view = segment.changes.reduce(apply, view);
    }
    expect(view).toMatchObject({ seq, tag });
    return newest(view, snapshotItems);
  }

  test('add up to the snapshot, each change once and in order', async () => {
    expect(await followed()).toEqual((await get('')).json);
  });

  test('a full one is kept for good, the open one for a second; neither is sent twice for nothing', async () => {
    const { epoch, scrubbed } = await head();
    const full = await get(`/log/${epoch}/0?v=${scrubbed}`);
    expect(full.headers.get('cache-control')).toContain('immutable');
    expect(full.json).toMatchObject({ n: 0, full: true, seq: 64 });
    const open = await get(`/log/${epoch}/2?v=${scrubbed}`);
    expect(open.headers.get('cache-control')).toBe('public, max-age=1');
    expect(open.json).toMatchObject({ n: 2, full: false });
    const etag = open.headers.get('etag') ?? '';
    const known = { 'if-none-match': etag };
    expect((await get(`/log/${epoch}/2?v=${scrubbed}`, known)).status).toBe(304);
    await server.publish(feed, { headline: 'one more' });
    expect((await get(`/log/${epoch}/2?v=${scrubbed}`, known)).status).toBe(200);
  });

  test('a takedown leaves full ones at once, and gives every segment a new address', async () => {
    const before = await head();
    const gone = items[3];
    await server.call('DELETE', `/api/v1/feeds/${feed}/items/${gone?.id}`, { reason: 'r' });
    const after = await head();
    expect(after.scrubbed).not.toBe(before.scrubbed);
    const old = await get(`/log/${before.epoch}/0?v=${before.scrubbed}`);
    expect(old.text).not.toContain('item number 3"');
    expect(old.headers.get('cache-control')).toBe('public, max-age=1');
    const now = await get(`/log/${after.epoch}/0?v=${after.scrubbed}`);
    expect(now.text).not.toContain('item number 3"');
    expect(now.headers.get('cache-control')).toContain('immutable');
    expect(await followed()).toEqual((await get('')).json);
  });

  test('another epoch is gone, and what is not there is said to be', async () => {
    const { epoch } = await head();
    const gone = await get('/log/zzzzzzzz/0');
    expect([gone.status, gone.json['code']]).toEqual([410, 'unknown_epoch']);
    expect((await get(`/log/${epoch}/99`)).status).toBe(404);
    expect((await get(`/log/${epoch}/-1`)).status).toBe(404);
    expect((await get(`/log/${epoch}/1e3`)).status).toBe(404);
  });
});
