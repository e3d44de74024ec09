import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { positionOf } from '../../../src/feed/position.ts';
import { call } from '../../call.ts';
import { RelayTree, snapshotAt } from '../../relay-tree.ts';
import { StockReader } from '../../stock-reader.ts';
import { until } from '../../until.ts';

const feeds = '/api/v1/feeds';

describe('a relay of a relay', () => {
  let tree: RelayTree;
  const at = (path: string, headers = {}) => call(tree.leaf.url, 'GET', path, undefined, headers);
  const atRoot = (path: string) => call(tree.root.url, 'GET', path);
  const askedOfRoot = async () => {
    const { text } = await call(tree.relays[0]?.url ?? '', 'GET', '/metrics');
    return Number(/^dateline_relay_asked_total (\d+)/m.exec(text)?.[1]);
  };

  beforeAll(async () => {
    tree = await RelayTree.start(2);
  });
  afterAll(async () => {
    await tree[Symbol.asyncDispose]();
  });

  test('serves what the newsroom publishes, in its order, under its positions', async () => {
    await tree.root.createFeed('storm');
    await tree.root.publishMany('storm', 150);
    const { item } = await tree.root.publish('storm', {
      headline: 'The dike holds',
      body: 'For *now*.',
      key: true,
    });
    using reader = new StockReader(tree.leaf.url, { v: 1, subs: [{ feed: 'storm' }] });
    await until(() => reader.of('head').length > 0, 'the reader to have joined');
    const before = positionOf(await snapshotAt(tree.root, 'storm'));
    const { change } = await tree.root.publish('storm', { headline: 'It broke at the mill' });
    await until(() => reader.of('change').length > 0, 'the change');
    expect(reader.of('change')).toMatchObject([change]);
    await tree.agrees('storm');
    const head = (await at(`${feeds}/storm/head`)).json;
    expect(head).toEqual((await atRoot(`${feeds}/storm/head`)).json);
    const base = `${feeds}/storm`;
    const later = `before=${String((await snapshotAt(tree.root, 'storm')).more)}`;
    for (const path of [
      `${base}/log/${String(head['epoch'])}/0?v=0`,
      `${base}/items?limit=3&${later}`,
      `${base}/items?filter=key`,
      `${base}/items/${item.id}`,
      `${base}/items/${item.id}/history`,
      `${base}/search?q=dike`,
      `${base}/tempo`,
      `${base}?at=${item.postedAt}`,
    ]) {
      const [here, there] = [await at(path), await atRoot(path)];
      expect([path, here.status, here.json]).toEqual([path, there.status, there.json]);
    }
    expect((await at('/feeds/storm/rss.xml')).text).toBe(
      (await atRoot('/feeds/storm/rss.xml')).text,
    );
    const page = await at('/feeds/storm');
    expect([page.status, page.text.includes('It broke at the mill')]).toEqual([200, true]);
    // What moves from the newsroom to a relay, or back, goes on from its position.
    using moved = new StockReader(tree.leaf.url, {
      v: 1,
      subs: [{ feed: 'storm', ...before }],
    });
    await until(() => moved.of('sync').length > 0, 'what the moved reader missed');
    expect(moved.of('sync')[0]?.changes).toMatchObject([change]);
  });

  test('takes no writes, has no newsroom, and says where both are', async () => {
    const before = `http://127.0.0.1:${tree.cables[1]?.port}`;
    const write = await tree.leaf.call('POST', `${feeds}/storm/items`, { headline: 'Here' });
    expect([write.status, write.headers.get('allow'), write.json['detail']]).toEqual([
      405,
      'GET, HEAD',
      `This is a relay, which is only read. Write at ${before}.`,
    ]);
    const refused = async (path: string) => {
      const { status, json } = await at(path);
      return [status, json['code']];
    };
    expect(await refused('/newsroom/feeds/storm')).toEqual([501, 'not_relayed']);
    expect(await refused(`${feeds}/nothing`)).toEqual([404, 'unknown_feed']);
    expect(await refused('/api/v1/session')).toEqual([404, 'not_found']);
    const relays = (await at('/healthz')).headers.get('dateline-relays');
    expect(relays?.split(', ')).toHaveLength(2);
    expect((await at('/readyz')).json).toEqual({ status: 'ready', upstream: true });
  });

  test('that is cut off keeps the view, says since when, and loses a text that was taken down first of all', async () => {
    const { item } = await tree.root.publish('storm', { headline: 'A name too many' });
    // A reader that joins before the text is at its relay is told of it as a change.
    await tree.agrees('storm');
    using reader = new StockReader(tree.leaf.url, { v: 1, subs: [{ feed: 'storm' }] });
    await until(() => reader.of('head').length > 0, 'the reader to have joined');
    const cable = tree.cables[1];
    cable?.pullOut();
    const isStale = () => reader.of('head').at(-1)?.staleSince !== undefined;
    await until(isStale, 'the reader to be told that nothing new can come');
    expect((await at('/readyz')).status).toBe(503);
    expect((await at('/readyz?for=reading')).status).toBe(200);
    await tree.root.call('DELETE', `${feeds}/storm/items/${item.id}`, { reason: 'asked for' });
    const { change } = await tree.root.publish('storm', { headline: 'After it' });
    expect((await snapshotAt(tree.leaf, 'storm')).seq).toBe(change.seq - 2);
    cable?.putIn();
    const wrong: string[] = [];
    await until(async () => {
      const { text, json } = await at(`${feeds}/storm`);
      if (text.includes('After it') && text.includes('A name too many')) wrong.push(text);
      return json['seq'] === change.seq;
    }, 'the relay to be back');
    expect(wrong).toEqual([]);
    await until(() => !isStale(), 'the reader to be told that it is back');
    expect(reader.of('change').map(({ kind }) => kind)).toEqual(['takedown', 'post']);
    const gone = await at(`${feeds}/storm/items/${item.id}`);
    expect([gone.status, gone.json['code']]).toEqual([410, 'taken_down']);
    await until(
      () => !cacheOf(2).includes('A name too many') && cacheOf(2).includes('After it'),
      'the text to be gone from the disk of the relay',
    );
  });

  test('that is restarted asks for nothing that it has, and shows nothing before its upstream is heard', async () => {
    const truth = await tree.agrees('storm');
    const { change } = await tree.root.publish('storm', { headline: 'Before the restart' });
    await tree.agrees('storm');
    await tree.restart(0);
    using reader = new StockReader(tree.leaf.url, {
      v: 1,
      subs: [{ feed: 'storm', ...positionOf(truth) }],
    });
    await until(() => reader.of('sync').length > 0, 'what the reader missed');
    expect(reader.of('sync')[0]?.changes).toMatchObject([change]);
    // Who it is, whether the feed is there, and one stream: no snapshot and no segment.
    await until(async () => (await askedOfRoot()) >= 2, 'the relay to have asked');
    const [, ...places] = tree.places;
    expect(places).toHaveLength(2);
    tree.cables[0]?.pullOut();
    await tree.restart(0);
    const early = await call(tree.relays[0]?.url ?? '', 'GET', `${feeds}/storm`);
    expect([early.status, early.json['code']]).toEqual([503, 'unavailable']);
    tree.cables[0]?.putIn();
    await tree.root.publish('storm', { headline: 'All is well' });
    await tree.agrees('storm');
  });

  function cacheOf(level: number): string {
    const { dataDir } = tree.places[level]?.where ?? { dataDir: '' };
    return readFileSync(join(dataDir, 'relay', 'storm.json'), 'utf8');
  }
});
