import { call } from '../../call.ts';
import { ServerProcess } from '../../process.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder } from '../../services/databases.ts';
import { StockReader } from '../../stock-reader.ts';
import { until } from '../../until.ts';
import { metricOf } from '../machine.ts';

const feeds = '/api/v1/feeds';
const onIt = { v: 1, subs: [{ feed: 'storm' }] };

test('a relay of two instances serves every reader each change once, also when one of them dies', async () => {
  const places = [emptyFolder(), emptyFolder()] as const;
  await using root = await TestServer.start(places[0]);
  await root.createFeed('storm');
  const { server, url } = await ServerProcess.serving({
    UPSTREAM_URL: root.url,
    DATA_DIR: places[1].where.dataDir ?? '',
    INSTANCES: '2',
  });
  await using _relay = server;
  const metric = async (name: string) => metricOf((await call(url, 'GET', '/metrics')).text, name);
  const readers: StockReader[] = [];
  // The kernel chooses which instance takes a reader.
  await until(async () => {
    const reader = new StockReader(url, onIt, { reconnectionDelay: 50 });
    readers.push(reader);
    await until(() => reader.of('snapshot').length === 1, 'the snapshot');
    const each = await Promise.all(
      [1, 2].map((n) => metric(`dateline_instance_connections{number="${n}"}`)),
    );
    return each.every((count) => count > 0);
  }, 'readers on both instances');
  const { item } = await root.publish('storm', { headline: 'To all of them' });
  await until(() => readers.every((one) => one.of('change').length === 1), 'the change');
  expect(await metric('dateline_relay_depth')).toBe(1);
  process.kill(server.instances().get(1) ?? 0, 'SIGKILL');
  await root.call('DELETE', `${feeds}/storm/items/${item.id}`, { reason: 'asked for' });
  const { change } = await root.publish('storm', { headline: 'After one has died' });
  const views = () => Promise.all(readers.map(() => call(url, 'GET', `${feeds}/storm`)));
  await until(async () => {
    const all = await views().catch(() => []);
    return all.length > 0 && all.every(({ json }) => json['seq'] === change.seq);
  }, 'both instances to have everything');
  for (const { text } of await views()) expect(text).not.toContain('To all of them');
  const last = (reader: StockReader) => reader.events.findLast(({ event }) => event !== 'head');
  await until(
    () => readers.every((one) => JSON.stringify(last(one)).includes('After one has died')),
    'every reader to have the latest',
  );
  for (const reader of readers) {
    const seqs = reader.of('change').map(({ seq }) => seq);
    expect(seqs).toEqual([...new Set(seqs)]);
    reader[Symbol.dispose]();
  }
  await until(async () => (await call(url, 'GET', '/readyz')).status === 200, 'it to be ready');
  await server.kill('SIGTERM');
  for (const place of places) await place.drop();
});
