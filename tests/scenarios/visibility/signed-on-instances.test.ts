import { call } from '../../call.ts';
import { TestServer } from '../../server.ts';
import type { EmptyDatabase } from '../../services/databases.ts';
import { madePostgres } from '../../services/empty-postgres.ts';
import { startRedis, type RedisServer } from '../../services/redis.ts';
import { signedToken } from '../../signed-token.ts';
import { StockReader } from '../../stock-reader.ts';
import { until } from '../../until.ts';
import { StreamReader } from '../reading/stream-reader.ts';

const secretWord = 'Nightingale';
const slug = 'members';
const auth = (token?: string) => ({ v: 1, subs: [{ feed: slug, ...(token && { token }) }] });

describe('a feed that becomes one for signed-in readers, on two instances over one Redis', () => {
  let place: EmptyDatabase;
  let redis: RedisServer;
  let servers: readonly TestServer[];

  beforeAll(async () => {
    place = await madePostgres();
    redis = await startRedis();
    const more = { redisUrl: redis.url };
    servers = [await TestServer.start(place, more), await TestServer.start(place, more)];
  });
  afterAll(async () => {
    for (const server of servers) await server[Symbol.asyncDispose]();
    await redis.stop();
    await place.drop();
  });

  /** Polls until it is refused. Resolves to the refusal, and to all that was told before. */
  async function poll(url: string, path: string) {
    let told = '';
    let last = await call(url, 'GET', path);
    await until(async () => {
      last = await call(url, 'GET', path);
      if (last.status === 200) told += last.text;
      return last.status !== 200;
    }, `${url}${path} to be refused`);
    return { told, status: last.status, code: last.json['code'] };
  }

  test('is shut on both at once: sockets, streams and polls are told, new ones refused, and no word that comes after is told to any of them', async () => {
    await using all = new AsyncDisposableStack();
    const [one] = servers;
    if (one === undefined) throw new Error('There are two.');
    await one.createFeed(slug);
    await one.publish(slug, { headline: 'For all' });
    const key = String(
      (await one.call('POST', `/api/v1/feeds/${slug}/reader-keys`)).json['secret'],
    );
    const token = signedToken(key, { feed: slug });

    const open = servers.map(({ url }) => {
      const socket = all.use(new StockReader(url, auth()));
      const stream = all.use(new StreamReader(slug));
      stream.connect(url);
      const member = all.use(new StockReader(url, auth(token)));
      return { url, socket, stream, member };
    });
    await until(
      () =>
        open.every(({ socket, stream, member }) =>
          [socket, stream, member].every((reader) => reader.of('snapshot').length === 1),
        ),
      'all snapshots',
    );
    const feedPath = `/api/v1/feeds/${slug}`;
    const polls = open.flatMap(({ url }) =>
      [feedPath, `${feedPath}/head`, `/feeds/${slug}/feed.json`].map((path) => poll(url, path)),
    );
    await one.call('PATCH', feedPath, { visibility: 'signed', description: secretWord });
    await one.publish(slug, { headline: secretWord });

    // Who was there is told why, on either instance, and the stream ends.
    for (const { socket, stream } of open) {
      await until(() => socket.of('refused').length === 1, 'the socket to be refused');
      await until(() => stream.of('refused').length === 1, 'the stream to be refused');
      expect(socket.of('refused')[0]).toMatchObject({ feed: slug, code: 'token_required' });
      expect(stream.of('refused')[0]?.data).toMatchObject({ code: 'token_required' });
      await until(() => stream.ended, 'the stream to end');
    }
    for (const { told, status, code } of await Promise.all(polls)) {
      expect([status, code, told.includes(secretWord)]).toEqual([401, 'token_required', false]);
    }
    // Who comes now is refused on both.
    for (const { url } of open) {
      const socket = all.use(new StockReader(url, auth()));
      const stream = all.use(new StreamReader(slug));
      stream.connect(url);
      await until(() => socket.of('refused').length === 1, 'a new socket to be refused');
      await until(() => stream.of('refused').length === 1, 'a new stream to be refused');
      for (const path of ['', '/head', '/items']) {
        const answer = await call(url, 'GET', `${feedPath}${path}`);
        expect([path, answer.status, answer.json['code']]).toEqual([path, 401, 'token_required']);
      }
      expect(JSON.stringify([socket.events, stream.events])).not.toContain(secretWord);
    }
    // Who has a token goes on, on both; who has none has heard no word of it.
    for (const { socket, stream, member } of open) {
      const hears = () => JSON.stringify(member.events).includes(`"headline":"${secretWord}"`);
      await until(hears, 'the item for the member');
      expect(member.of('refused')).toEqual([]);
      expect(JSON.stringify([socket.events, stream.events])).not.toContain(secretWord);
    }
  });

  test('is read on no instance any more by a person who is erased, whatever is open; colleagues go on', async () => {
    await using all = new AsyncDisposableStack();
    const [one] = servers;
    if (one === undefined) throw new Error('There are two.');
    await one.createFeed('desk', { visibility: 'signed' });
    const join = async (name: string) => {
      const asked = await one.call('POST', '/api/v1/invitations', { role: 'editor' });
      const there = `/api/v1/invitations/${String(asked.json['url']).split('=')[1]}`;
      const body = { name, password: 'nine grey herons at the pier' };
      const made = await call(one.url, 'POST', there, body);
      const cookie = made.headers.get('set-cookie')?.split(';')[0] ?? '';
      return { id: String(made.json['id']), cookie };
    };
    const [vera, ida] = [await join('Vera'), await join('Ida')];
    const follow = (cookie: string) =>
      servers.map(({ url }) => {
        const extraHeaders = { cookie, origin: url };
        const subs = [{ feed: 'desk' }];
        const socket = all.use(new StockReader(url, { v: 1, subs }, { extraHeaders }));
        const stream = all.use(new StreamReader('desk', { cookie }));
        stream.connect(url);
        return { url, socket, stream };
      });
    const [veras, idas] = [follow(vera.cookie), follow(ida.cookie)];
    const readers = [...veras, ...idas].flatMap(({ socket, stream }) => [socket, stream]);
    await until(() => readers.every((each) => each.of('snapshot').length === 1), 'all snapshots');
    expect((await one.call('POST', `/api/v1/people/${vera.id}/erase`)).status).toBe(204);
    for (const { url, socket, stream } of veras) {
      await until(() => socket.of('refused').length === 1, 'the socket to be refused');
      await until(() => stream.ended, 'the stream to be cut');
      stream.connect(url);
      await until(() => stream.of('refused').length === 1, 'the stream to be refused');
    }
    await one.publish('desk', { headline: secretWord });
    for (const { url, socket, stream } of idas) {
      await until(() => socket.of('change').length === 1, 'the change for the colleague');
      expect([socket.of('snapshot').length, socket.of('refused')]).toEqual([1, []]);
      // A stream is cut, and comes back by itself.
      stream.connect(url);
      await until(() => JSON.stringify(stream.events).includes(secretWord), 'the change there');
      expect(stream.of('refused')).toEqual([]);
    }
    const heard = veras.map(({ socket, stream }) => [socket.events, stream.events]);
    expect(JSON.stringify(heard)).not.toContain(secretWord);
  });
});
