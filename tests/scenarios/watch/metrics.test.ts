import { adminToken, call } from '../../call.ts';
import { RelayTree } from '../../relay-tree.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder } from '../../services/databases.ts';
import { StockReader } from '../../stock-reader.ts';
import { until } from '../../until.ts';
import { ownNames } from './metric-names.ts';
import { seriesIn, typesIn, type Scraped } from './scraped.ts';

const suffixes: Readonly<Record<string, RegExp>> = {
  counter: /_total$/,
  histogram: /_(seconds|bytes)$/,
  gauge: /^(?!.*_total$)/,
};

describe('metrics', () => {
  test('are named by the conventions of Prometheus, and each says what it is', async () => {
    await withServer(async (server) => {
      const { text } = await call(server.url, 'GET', '/metrics');
      const types = [...typesIn(text)].filter(([name]) => name.startsWith('dateline_'));
      expect(types.map(([name]) => name).sort()).toEqual(ownNames.everywhere);
      expect(types.filter(([name, type]) => suffixes[type]?.test(name) !== true)).toEqual([]);
      for (const [name] of types) {
        expect(text).toMatch(new RegExp(`^# HELP ${name} [A-Z].{20,}\\.?$`, 'm'));
      }
      // The format ends each line, also where parts were joined.
      expect(text.split('\n').filter((line) => !/^(# |\w+(\{.*\})? \S+$|$)/.test(line))).toEqual(
        [],
      );
      expect(text.endsWith('\n')).toBe(true);
    });
  });

  test('count what readers are sent, by way, and who reads which feed', async () => {
    await withServer(async (server, metrics) => {
      using reader = new StockReader(server.url, { v: 1, subs: [{ feed: 'f' }] });
      await until(() => reader.of('snapshot').length === 1, 'the reader');
      const stream = await fetch(`${server.url}/api/v1/feeds/f/stream`);
      await until(
        async () => (await metrics()).get('dateline_readers{feed="f"}') === 2,
        'both readers to be counted',
      );
      const before = await metrics();
      for (let n = 0; n < 3; n += 1) await server.publish('f', { headline: `${n}` });
      await until(() => reader.of('change').length === 3, 'the changes');
      await until(async () => {
        const now = await metrics();
        const sent = (way: string) =>
          (now.get(`dateline_deliveries_total{way="${way}"}`) ?? 0) -
          (before.get(`dateline_deliveries_total{way="${way}"}`) ?? 0);
        return sent('socket') === 3 && sent('stream') === 3;
      }, 'three deliveries each');
      const now = await metrics();
      for (const way of ['socket', 'stream']) {
        expect(now.get(`dateline_delivered_bytes_total{way="${way}"}`)).toBeGreaterThan(300);
      }
      expect(now.get('dateline_broadcast_delay_seconds_bucket{le="+Inf"}')).toBe(
        now.get('dateline_broadcast_delay_seconds_count'),
      );
      await stream.body?.cancel();
      await until(
        async () => (await metrics()).get('dateline_readers{feed="f"}') === 1,
        'the stream to be gone',
      );
    });
  });

  test('count how long publishing takes to the broadcast, in a handful of steps', async () => {
    await withServer(async (server, metrics) => {
      // What nobody reads is broadcast to nobody; the first change begins the question for the log's clock.
      using reader = new StockReader(server.url, { v: 1, subs: [{ feed: 'f' }] });
      await until(() => reader.of('snapshot').length === 1, 'the reader');
      await until(async () => {
        await server.publish('f', { headline: 'again' });
        return ((await metrics()).get('dateline_broadcast_delay_seconds_count') ?? 0) >= 3;
      }, 'delays');
      const steps = [...(await metrics()).keys()].filter((name) =>
        /delay_seconds_bucket/.test(name),
      );
      expect(steps.length).toBeLessThanOrEqual(12);
    });
  });

  test('count refusals by reason', async () => {
    await withServer(async (server, metrics) => {
      await server.createFeed('named', { origins: ['https://paper.example'] });
      const stranger = { origin: 'https://other.example' };
      await call(server.url, 'GET', '/api/v1/feeds/named/stream', undefined, stranger);
      using reader = new StockReader(
        server.url,
        { v: 1, subs: [{ feed: 'named' }] },
        { extraHeaders: stranger },
      );
      await until(() => reader.of('refused').length === 1, 'the refusal');
      const wrong = { authorization: `Bearer ${adminToken}x` };
      for (let n = 0; n < 25; n += 1)
        await call(server.url, 'GET', '/api/v1/people', undefined, wrong);
      const now = await metrics();
      expect(now.get('dateline_refused_total{reason="origin"}')).toBe(2);
      expect(now.get('dateline_refused_total{reason="key"}')).toBeGreaterThanOrEqual(20);
      expect(now.get('dateline_refused_total{reason="guesses"}')).toBeGreaterThan(0);
      expect(now.get('dateline_refused_total{reason="reads"}')).toBe(0);
    });
  });

  test('of a relay say how it stands to its upstream besides', async () => {
    await using tree = await RelayTree.start(1);
    const { text } = await call(tree.leaf.url, 'GET', '/metrics');
    const names = [...typesIn(text).keys()].filter((name) => name.startsWith('dateline_'));
    expect(names.sort()).toEqual(ownNames.relay);
  });
});

async function withServer(
  use: (server: TestServer, metrics: () => Promise<Scraped>) => Promise<void>,
): Promise<void> {
  const place = emptyFolder();
  const server = await TestServer.start(place);
  try {
    await server.createFeed('f');
    await use(server, async () => seriesIn((await call(server.url, 'GET', '/metrics')).text));
  } finally {
    await server[Symbol.asyncDispose]();
    await place.drop();
  }
}
