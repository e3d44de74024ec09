import { Redis } from 'ioredis';
import { channelOf } from '../../../src/bus/channels.ts';
import type { Item } from '../../../src/feed/item.ts';
import { newest, snapshotItems, type Snapshot } from '../../../src/feed/snapshot.ts';
import { adminToken, call } from '../../call.ts';
import { ServerProcess } from '../../process.ts';
import type { EmptyDatabase } from '../../services/databases.ts';
import { emptyPostgres } from '../../services/empty-postgres.ts';
import { startRedis } from '../../services/redis.ts';
import { until } from '../../until.ts';
import { VirtualReader } from '../../virtual-reader.ts';
import { SegmentReader } from '../reading/segment-reader.ts';
import { StreamReader } from '../reading/stream-reader.ts';

const api = '/api/v1/feeds/f';
const bearer = { authorization: `Bearer ${adminToken}` };

/** Fifty readers of one server: by the socket, by streams and by polling. */
class Readers {
  readonly sockets = many(20, () => new VirtualReader('f', () => this.url));
  readonly streams = many(20, () => new StreamReader('f'));
  readonly pollers = many(10, () => new SegmentReader('f'));

  constructor(private readonly url: string) {}

  connect(): void {
    for (const reader of this.sockets) reader.connect();
    for (const reader of this.streams) reader.connect(this.url);
  }

  async views(): Promise<readonly (Snapshot | undefined)[]> {
    for (const reader of this.pollers) await reader.poll(this.url);
    const cut = ({ view }: { view: Snapshot | undefined }) => view && newest(view, snapshotItems);
    return [...this.sockets, ...this.streams, ...this.pollers].map(cut);
  }

  get broken(): readonly string[] {
    return [...this.sockets, ...this.streams, ...this.pollers].flatMap(({ broken }) => broken);
  }

  leave(): void {
    for (const reader of this.sockets) reader[Symbol.dispose]();
    for (const reader of this.streams) reader.leave();
  }
}

function many<T>(count: number, make: () => T): readonly T[] {
  return Array.from({ length: count }, make);
}

describe('an announcement of a kind that only a later version knows', () => {
  let place: EmptyDatabase;
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let word: Redis;
  let server: ServerProcess;
  let url: string;
  let readers: Readers;

  beforeEach(async () => {
    place = await emptyPostgres();
    redis = await startRedis();
    word = new Redis(redis.url);
    const { databaseUrl = '' } = place.where;
    ({ server, url } = await ServerProcess.serving({
      REDIS_URL: redis.url,
      DATABASE_URL: databaseUrl,
      ADMIN_TOKEN: adminToken,
    }));
    await call(url, 'POST', '/api/v1/feeds', { slug: 'f', title: 'F' }, bearer);
    await post('First');
    readers = new Readers(url);
    readers.connect();
  });

  afterEach(async () => {
    readers.leave();
    word.disconnect();
    await server.kill();
    await redis.stop();
    await place.drop();
  });

  const post = async (headline: string) =>
    (await call(url, 'POST', `${api}/items`, { headline }, bearer)).json['item'] as Item;

  const truth = async () => (await call(url, 'GET', api)).json as unknown as Snapshot;

  const allSee = async (tag: string) =>
    until(async () => (await readers.views()).every((view) => view?.tag === tag), `all at ${tag}`);

  /** As a later version appends: the row in the log, and the word of it to everybody. */
  const appendFuture = async (content: object, item?: Item) => {
    const { feed, epoch, seq, tag: prev } = await truth();
    const at = new Date().toISOString();
    const row = { feed, epoch, seq: seq + 1, tag: `future-${seq + 1}`, prev, at };
    const database = await place.open();
    await database.write(async (tx) => {
      const { tag } = row;
      const written = { kind: 'future', ...content };
      await tx
        .insertInto('changes')
        .values({
          feed,
          seq: row.seq,
          tag,
          prev,
          kind: 'future',
          at,
          item: item?.id ?? null,
          content: JSON.stringify(written),
        })
        .execute();
      if (item !== undefined) {
        const entry = JSON.stringify(item);
        await tx.updateTable('items').set({ entry }).where('id', '=', item.id).execute();
      }
      await tx.updateTable('feeds').set({ head: row.seq, tag }).where('slug', '=', feed).execute();
    });
    await database.close();
    const change = { ...row, kind: 'future', ...content };
    await word.publish(channelOf(feed), JSON.stringify({ feed, change, later: true }));
    return row.tag;
  };

  test('with an item and without: fifty readers are where the log is and see what it says, the process lives and says one line', async () => {
    await until(async () => (await readers.views()).every(Boolean), 'every view');
    const [first] = (await truth()).items as Item[];
    if (first === undefined) throw new Error('The item is gone.');
    const item = { ...first, rev: 2, headline: 'As a later version has it', mood: 'grave' };
    await allSee(await appendFuture({ item, quote: item.headline }, item));
    await allSee(await appendFuture({ id: item.id, quote: item.headline }));
    await allSee(await appendFuture({ about: { nobody: true } }));
    await post('Second');
    const { tag } = await truth();
    await allSee(tag);
    const whole = await truth();
    expect(whole).toMatchObject({ seq: 5, items: [{ headline: 'Second' }, item] });
    for (const view of await readers.views()) expect(view).toEqual(whole);
    expect(readers.broken).toEqual([]);
    expect(readers.sockets.map(({ resets }) => resets)).toEqual(many(20, () => 0));
    const lines = server.output.split('\n').filter((line) => line.includes('"future"'));
    expect(lines).toHaveLength(1);
    expect((await call(url, 'GET', '/healthz')).status).toBe(200);
  });

  test('that stands in no log: the readers come back to what the log says, and the process lives', async () => {
    await until(async () => (await readers.views()).every(Boolean), 'every view');
    const { feed, epoch, seq, tag: prev } = await truth();
    const at = new Date().toISOString();
    const change = { feed, epoch, seq: seq + 1, tag: 'forged', prev, at, kind: 'future' };
    await word.publish(channelOf(feed), JSON.stringify({ feed, change }));
    await until(
      () => readers.sockets.every(({ view }) => view?.tag === 'forged'),
      'the forged one',
    );
    await post('Second');
    const whole = await truth();
    await until(
      () => [...readers.sockets, ...readers.streams].every(({ view }) => view?.tag === whole.tag),
      'what the log says',
    );
    for (const { newest: view } of readers.sockets) expect(view).toEqual(whole);
    expect(readers.broken).toEqual([]);
    expect((await call(url, 'GET', '/healthz')).status).toBe(200);
  });
});
