import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { adminToken, call } from '../../call.ts';
import { TestServer } from '../../server.ts';
import { makeCertificate, type Certificate } from '../../services/certificate.ts';
import { emptyFolder } from '../../services/databases.ts';
import { freePort } from '../../services/free-port.ts';
import { deployedProxies } from '../../services/machines/deployed-proxies.ts';
import type { Proxy } from '../../services/proxies.ts';
import { StockReader } from '../../stock-reader.ts';
import { until } from '../../until.ts';

const trusted = getCACertificates('default');
let certificate: Certificate;

beforeAll(() => {
  certificate = makeCertificate();
  setDefaultCACertificates([...trusted, readFileSync(certificate.authority, 'utf8')]);
});

afterAll(() => {
  setDefaultCACertificates(trusted);
  certificate.drop();
});

/** The status of a wrong token, sent from another address of this machine (Linux has all of 127.0.0.0/8). */
function guessFrom(localAddress: string, url: string): Promise<number | undefined> {
  const ask = url.startsWith('https') ? httpsRequest : httpRequest;
  const headers = { 'content-type': 'application/json' };
  return new Promise((done, fail) => {
    const asked = ask(url, { method: 'POST', headers, localAddress, family: 4 }, (answer) => {
      answer.resume().on('end', () => done(answer.statusCode));
    });
    asked.on('error', fail).end(JSON.stringify({ token: 'a-guess-from-elsewhere' }));
  });
}

const cases = deployedProxies.flatMap((proxy) => [
  { ...proxy, path: '' as const, where: 'at the root' },
  { ...proxy, path: '/news' as const, where: 'below a path' },
]);

describe.each(cases)('behind $name of deploy/, $where', ({ name, scheme, start, path }) => {
  const place = emptyFolder();
  let server: TestServer;
  let proxy: Proxy;
  let url: string;

  beforeAll(async () => {
    const port = await freePort();
    url = `${scheme}://localhost:${port}${path}`;
    server = await TestServer.start(place, { trustProxy: ['loopback'], publicUrl: url });
    await server.createFeed('storm');
    await server.publish('storm', { headline: 'First' });
    const origin = server.running.port;
    proxy = await start({ port, origin, path, certificate });
    const serves = async () => (await call(url, 'GET', '/feeds/storm')).status === 200;
    await until(serves, 'the proxy to serve');
  });

  afterAll(async () => {
    await proxy[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  test('a WebSocket gets what is there and what comes', async () => {
    const auth = { v: 1, subs: [{ feed: 'storm' }] };
    using reader = new StockReader(new URL(url).origin, auth, { path: `${path}/socket.io/` });
    await until(() => reader.of('snapshot').length > 0, 'the snapshot');
    const { item } = await server.publish('storm', { headline: 'By socket' });
    await until(
      () => reader.of('change').some((change) => 'item' in change && change.item.id === item.id),
      'the change',
    );
  });

  test('a stream gets each event at once, and not when a buffer is full', async () => {
    const ending = new AbortController();
    const response = await fetch(`${url}/api/v1/feeds/storm/stream`, { signal: ending.signal });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    let text = '';
    const decoder = new TextDecoder();
    const reading = (async () => {
      for await (const chunk of response.body ?? []) text += decoder.decode(chunk);
    })().catch(() => undefined);
    await until(() => text.includes('First'), 'the snapshot');
    await server.publish('storm', { headline: 'By stream' });
    await until(() => text.includes('By stream'), 'the event');
    ending.abort();
    await reading;
  });

  test('an address is the reader’s own, whatever the reader says of it', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 25; n += 1) {
      const headers = { 'x-forwarded-for': `192.0.2.${n}` };
      const body = { token: `guess-${n}-of-a-token` };
      statuses.push((await call(url, 'POST', '/api/v1/session', body, headers)).status);
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(20);
    expect(statuses.at(-1)).toBe(429);
    expect(await guessFrom('127.0.0.2', `${url}/api/v1/session`)).toBe(401);
  });

  test('a post is made and a takedown goes through, to the page as well', async () => {
    const bearer = { authorization: `Bearer ${adminToken}` };
    const items = '/api/v1/feeds/storm/items';
    const { status, json } = await call(url, 'POST', items, { headline: 'Not for long' }, bearer);
    expect(status).toBe(201);
    const { id } = json['item'] as { readonly id: string };
    const page = async () => (await call(url, 'GET', '/feeds/storm')).text;
    await until(async () => (await page()).includes('Not for long'), 'the page to have it');
    const taken = await call(url, 'DELETE', `${items}/${id}`, { reason: 'asked for' }, bearer);
    expect(taken.status).toBe(200);
    await until(async () => !(await page()).includes('Not for long'), 'the page to lose it');
  });

  if (name === 'Varnish') {
    test('what caches may keep is given from there', async () => {
      const isHit = async () => {
        const { headers } = await call(url, 'GET', '/v1/ticker.js');
        // Two numbers: this request's, and that of the one that filled the cache.
        return /^\d+ \d+$/.test(headers.get('x-varnish') ?? '');
      };
      await until(isHit, 'the ticker out of the cache');
    });
  }

  test('idle connections are kept for longer than by the proxy', async () => {
    const { headers } = await call(server.url, 'GET', `${path}/healthz`);
    expect(headers.get('keep-alive')).toBe('timeout=65');
  });
});
