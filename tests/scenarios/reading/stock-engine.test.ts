import { connect } from 'node:net';
import { adminToken, call } from '../../call.ts';
import { RawSocket } from '../../faults/attacks/raw-socket.ts';
import { ServerProcess } from '../../process.ts';
import { emptyFolder, type EmptyDatabase } from '../../services/databases.ts';
import { StockReader } from '../../stock-reader.ts';
import { until } from '../../until.ts';

const bearer = { authorization: `Bearer ${adminToken}` };
const items = '/api/v1/feeds/f/items';
const perAddress = 3;

/** The way back, FANOUT=stock: what our engine promises beside what reader.test.ts asks of both. */
describe('on the engine that Socket.IO brings', () => {
  let place: EmptyDatabase;
  let server: ServerProcess;
  let url: string;

  beforeEach(async () => {
    place = emptyFolder();
    ({ server, url } = await ServerProcess.serving({
      DATA_DIR: place.where.dataDir,
      ADMIN_TOKEN: adminToken,
      FANOUT: 'stock',
      CONNECTIONS_PER_ADDRESS: String(perAddress),
    }));
    await call(url, 'POST', '/api/v1/feeds', { slug: 'f', title: 'F' }, bearer);
  });

  afterEach(async () => {
    await server.kill();
    await place.drop();
  });

  const connected = async () => {
    const reader = new StockReader(url, { v: 1, subs: [{ feed: 'f' }] }, { reconnection: false });
    await until(() => reader.of('head').length === 1, 'the reader');
    return reader;
  };
  const metrics = async () => (await call(url, 'GET', '/metrics')).text;

  test('readers get a takedown, and the page of metrics says which engine they are on', async () => {
    using reader = await connected();
    const posted = await call(url, 'POST', items, { headline: 'Wrong' }, bearer);
    const { id } = posted.json['item'] as { readonly id: string };
    await call(url, 'DELETE', `${items}/${id}`, { reason: 'wrong' }, bearer);
    await until(() => reader.of('change').length === 2, 'both changes');
    expect(reader.of('change').map(({ kind }) => kind)).toEqual(['post', 'takedown']);
    expect(await metrics()).toContain('dateline_fan_out_path{path="stock"} 1');
    expect(await metrics()).toMatch(/^dateline_connections 1$/m);
  });

  test('an address has as many connections as it may, and again when one has left', async () => {
    using first = await connected();
    using _second = await connected();
    using _third = await connected();
    const refused = await knock(url);
    expect(refused).toBe('HTTP/1.1 429 Too Many Requests');
    first.socket.close();
    await until(async () => (await knock(url)) === undefined, 'a place');
    // What is refused by Engine.IO itself leaves its place, too.
    for (let n = 0; n < 2 * perAddress; n += 1) {
      const there = `${url}/socket.io/?EIO=4&transport=polling`;
      expect(await answerTo(there)).toMatch(/^HTTP\/1\.1 400 /);
    }
    await until(async () => (await knock(url)) === undefined, 'a place');
  });

  test('who is let go comes back by itself, as a stock client does', async () => {
    using stays = await connected();
    const reason = new Promise<string>((done) => stays.socket.on('disconnect', done));
    await server.kill('SIGTERM');
    expect(await server.ended()).toBe(0);
    // Told "io server disconnect" it would not.
    expect(await reason).toBe('transport close');
  });
});

/** The status line a WebSocket is answered with instead of being opened; undefined: it was opened. */
function knock(url: string): Promise<string | undefined> {
  return new Promise((closed) => {
    const socket = new RawSocket(url, {
      opened: () => {
        socket.close();
        closed(undefined);
      },
      text: () => undefined,
      closed,
    });
  });
}

/** The status line of an answer to a WebSocket handshake. */
function answerTo(address: string): Promise<string> {
  const { hostname, port, pathname, search } = new URL(address);
  return new Promise((done, failed) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString();
    });
    socket.on('error', failed);
    socket.on('close', () => done(text.split('\r\n')[0] ?? ''));
    socket.write(
      `GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
  });
}
