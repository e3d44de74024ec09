import { createServer, request as ask, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { call } from '../../call.ts';
import { phonePicture } from '../../pictures-of-tests.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder } from '../../services/databases.ts';
import { StockReader } from '../../stock-reader.ts';
import { until } from '../../until.ts';
import { uploadTo } from '../../upload-to.ts';

const feed = '/api/v1/feeds/storm';

/** A proxy that lets nobody through without a token. Counts who is turned away. */
class GuardedProxy implements AsyncDisposable {
  turnedAway = 0;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async before(target: string, token: string): Promise<GuardedProxy> {
    const server = createServer((request, response) => {
      if (request.headers.authorization !== `Bearer ${token}`) {
        proxy.turnedAway += 1;
        response.writeHead(401).end();
        return;
      }
      const { method, headers, url = '' } = request;
      const forward = ask(target + url, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      forward.on('error', () => response.destroy());
      response.on('close', () => forward.destroy());
      request.pipe(forward);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const proxy = new GuardedProxy(server, `http://127.0.0.1:${port}`);
    return proxy;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}

function relayOf(url: string, place: ReturnType<typeof emptyFolder>, token?: string) {
  return TestServer.start(place, { upstream: { url, token }, adminToken: undefined });
}

describe('UPSTREAM_TOKEN', () => {
  test('is sent with every call, for a proxy that asks for one; with another one nothing is served, and why is said', async () => {
    const places = [emptyFolder(), emptyFolder(), emptyFolder()] as const;
    await using root = await TestServer.start(places[0]);
    await root.createFeed('storm');
    const { item } = await root.publish('storm', { headline: 'Behind the proxy', body: 'Words.' });
    const { url: picture } = await uploadTo(root, await phonePicture());
    await using proxy = await GuardedProxy.before(root.url, 'the-right-one');
    await using relay = await relayOf(proxy.url, places[1], 'the-right-one');
    using reader = new StockReader(relay.url, { v: 1, subs: [{ feed: 'storm' }] });
    await until(() => reader.of('snapshot').length === 1, 'the snapshot');
    await root.publish('storm', { headline: 'And another' });
    await until(() => reader.of('change').length === 1, 'the change');
    for (const path of [`${feed}/items/${item.id}`, `${feed}/search?q=words`, picture]) {
      expect([path, (await fetch(relay.url + path)).status]).toEqual([path, 200]);
    }
    expect(proxy.turnedAway).toBe(0);
    await using wrong = await relayOf(proxy.url, places[2], 'a-wrong-one');
    const { status, json } = await call(wrong.url, 'GET', feed);
    expect([status, json['detail']]).toEqual([
      503,
      'The upstream of this relay answers 401: it asks for another UPSTREAM_TOKEN.',
    ]);
    for (const place of places) await place.drop();
  });

  test('opens nothing and closes nothing at a Dateline: feeds are for everybody, and a wrong token is no wrong key', async () => {
    const places = [emptyFolder(), emptyFolder()] as const;
    await using root = await TestServer.start(places[0]);
    await root.createFeed('storm');
    await root.publish('storm', { headline: 'For everybody' });
    await root.call('POST', `${feed}/items`, { headline: 'A draft', draft: true });
    await using relay = await relayOf(root.url, places[1], 'opens-nothing');
    // More than an address may try in vain.
    for (let n = 1; n <= 30; n += 1) {
      const { status } = await call(relay.url, 'GET', `${feed}/items?limit=${n}`);
      expect(status).toBe(200);
    }
    const { text } = await call(relay.url, 'GET', feed);
    expect([text.includes('For everybody'), text.includes('A draft')]).toEqual([true, false]);
    const headers = { authorization: 'Bearer another-wrong-one' };
    const { status } = await call(root.url, 'GET', '/api/v1/session', undefined, headers);
    expect(status).toBe(401);
    for (const place of places) await place.drop();
  });
});
