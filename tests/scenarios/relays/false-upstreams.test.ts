import { call } from '../../call.ts';
import { snapshotAt, startRelay } from '../../relay-tree.ts';
import { emptyFolder } from '../../services/databases.ts';
import { freePort } from '../../services/free-port.ts';
import { TestServer } from '../../server.ts';
import { StockReader } from '../../stock-reader.ts';
import { until } from '../../until.ts';
import { LyingUpstream } from './lying-upstream.ts';

describe('a relay', () => {
  test('shows nothing of an upstream that lies, and says what is wrong; one whose log was set back it follows', async () => {
    const place = emptyFolder();
    await using upstream = await LyingUpstream.open();
    await using relay = await startRelay(place, upstream.url);
    const detail = async (feed: string) => {
      const { status, json } = await call(relay.url, 'GET', `/api/v1/feeds/${feed}`);
      return [status, String(json['detail'])];
    };
    const words = {
      moved: 'answers 302: it has moved; give its new address',
      endless: 'sends an event without end',
      strange: 'does not answer as a Dateline does',
      forged: 'contradicts itself: its changes do not lead to where it says it is',
      crooked: 'contradicts itself: its changes do not lead to where it says it is',
      huge: 'answers without end, or too much, or broke off',
    };
    for (const [feed, why] of Object.entries(words)) {
      expect(await detail(feed)).toEqual([503, `The upstream of this relay ${why}.`]);
    }
    using reader = new StockReader(relay.url, { v: 1, subs: [{ feed: 'honest' }] });
    await until(() => reader.of('head').length > 0, 'the reader to have joined');
    upstream.history = 'b';
    upstream.hangUp();
    await until(() => reader.of('snapshot').length > 1, 'the reader to begin anew');
    expect(reader.of('snapshot')[1]).toMatchObject({ seq: 3, tag: 'b3', reset: 'fork' });
    expect((await snapshotAt(relay, 'honest')).tag).toBe('b3');
    await place.drop();
  });

  test('that would have its news from itself serves nothing, and says so', async () => {
    const [place, port] = [emptyFolder(), await freePort()];
    await using relay = await startRelay(place, `http://127.0.0.1:${port}`, port);
    const why = 'has its news from this relay: set UPSTREAM_URL to another server';
    await until(async () => {
      const { upstream } = (await call(relay.url, 'GET', '/readyz')).json;
      return (upstream as { reason?: string }).reason === why;
    }, 'the circle to be noticed');
    const { status, json } = await call(relay.url, 'GET', '/api/v1/feeds/storm');
    expect([status, json['detail']]).toEqual([503, `The upstream of this relay ${why}.`]);
    await place.drop();
  });

  test('in a circle of three serves nothing, and neither does one behind it; the circle may be opened', async () => {
    const places = Array.from({ length: 5 }, () => emptyFolder());
    const ports = [await freePort(), await freePort(), await freePort()];
    const urlOf = (n: number) => `http://127.0.0.1:${ports[n % 3]}`;
    const begin = (n: number, url: string, port?: number) =>
      startRelay(places[n] ?? emptyFolder(), url, port);
    const relays: TestServer[] = [];
    for (const n of [0, 1, 2]) relays.push(await begin(n, urlOf(n + 1), ports[n]));
    relays.push(await begin(3, urlOf(0)));
    const says = async ({ url }: TestServer) => {
      const { status, json } = await call(url, 'GET', '/readyz');
      return [status, (json['upstream'] as { reason?: string }).reason];
    };
    const all = () => Promise.all(relays.map(says));
    const inIt = [503, 'has its news from this relay: set UPSTREAM_URL to another server'];
    const behind = [503, 'is one of relays that have their news from each other'];
    const expected = JSON.stringify([inIt, inIt, inIt, behind]);
    await until(async () => JSON.stringify(await all()) === expected, 'the circle to be noticed');
    for (const { url } of relays) {
      expect((await call(url, 'GET', '/api/v1/feeds/storm')).status).toBe(503);
    }
    const root = await TestServer.start(places[4] ?? emptyFolder());
    await root.createFeed('storm');
    await relays[2]?.[Symbol.asyncDispose]();
    relays[2] = await begin(2, root.url, ports[2]);
    await until(async () => (await all()).every(([status]) => status === 200), 'it to be open');
    for (const { url } of relays) {
      expect((await call(url, 'GET', '/api/v1/feeds/storm')).json).toMatchObject({ seq: 0 });
    }
    for (const server of [...relays.toReversed(), root]) await server[Symbol.asyncDispose]();
    for (const place of places) await place.drop();
  });
});
