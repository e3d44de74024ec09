import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { adminToken, call } from '../../call.ts';
import { TestServer } from '../../server.ts';
import { makeCertificate, type Certificate } from '../../services/certificate.ts';
import { emptyFolder, type EmptyDatabase } from '../../services/databases.ts';
import { emptyPostgres } from '../../services/empty-postgres.ts';
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
    proxy = await start({ port, origins: [server.running.port], path, certificate });
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

describe('before three instances', () => {
  const several = deployedProxies.filter(({ name }) => name !== 'Varnish');
  const feed = '/api/v1/feeds/storm';
  const instances: TestServer[] = [];
  const proxies: (Proxy & {
    readonly name: string;
    readonly hasChecks: boolean;
    readonly at: string;
  })[] = [];
  let place: EmptyDatabase;

  const startInstance = (port = 0) => TestServer.start(place, { trustProxy: ['loopback'], port });

  async function readAt(url: string): Promise<void> {
    using reader = new StockReader(url, { v: 1, subs: [{ feed: 'storm' }] });
    await until(() => reader.of('snapshot').length > 0, `a snapshot from ${url}`);
  }

  /** The status of a post; Caddy before 2.11.2 has to be asked again, as its file says. */
  async function postAt({ name, at }: (typeof proxies)[number], headline: string) {
    const key = headline.replaceAll(' ', '-');
    const headers = { authorization: `Bearer ${adminToken}`, 'idempotency-key': key };
    let status = 0;
    await until(async () => {
      ({ status } = await call(at, 'POST', `${feed}/items`, { headline }, headers));
      return !name.startsWith('Caddy') || status < 502;
    }, `${headline} to be answered`);
    return status;
  }

  beforeAll(async () => {
    place = await emptyPostgres();
    instances.push(...(await Promise.all([1, 2, 3].map(() => startInstance()))));
    await instances[0]?.createFeed('storm');
    const origins = instances.map(({ running }) => running.port);
    for (const { name, scheme, hasChecks, start } of several) {
      const port = await freePort();
      const proxy = await start({ port, origins, path: '', certificate });
      proxies.push({ ...proxy, name, hasChecks, at: `${scheme}://localhost:${port}` });
    }
  });

  afterAll(async () => {
    for (const proxy of proxies) await proxy[Symbol.asyncDispose]();
    for (const instance of instances) await instance[Symbol.asyncDispose]();
    await place.drop();
  });

  test('whoever asks is answered while one after the other is away', async () => {
    const answered = proxies.map(({ name }) => ({ name, statuses: [] as number[] }));
    for (const [nth, instance] of instances.entries()) {
      await instance[Symbol.asyncDispose]();
      for (const [which, proxy] of proxies.entries()) {
        for (let n = 0; n < 6; n += 1) {
          const read = (await call(proxy.at, 'GET', `${feed}/items`)).status;
          const posted = await postAt(proxy, `${proxy.name} without ${nth}, ${n}`);
          answered[which]?.statuses.push(read, posted);
        }
        await readAt(proxy.at);
      }
      instances[nth] = await startInstance(instance.running.port);
    }
    const statuses = Array.from({ length: 3 * 6 }, () => [200, 201]).flat();
    expect(answered).toEqual(proxies.map(({ name }) => ({ name, statuses })));
    const { text } = await call(proxies[0]?.at ?? '', 'GET', `${feed}/items?limit=100`);
    expect(text.match(/without \d, \d/g)).toHaveLength(proxies.length * 3 * 6);
  });

  test('readers come in where no instance can read the log', async () => {
    for (const { url } of instances) await readAt(url);
    await place.drop();
    for (const { url } of instances) {
      const ready = async () => (await call(url, 'GET', '/readyz?for=reading')).status;
      await until(async () => (await ready()) === 503, 'the log to be missed');
    }
    for (const { name, at } of proxies.filter(({ hasChecks }) => hasChecks)) {
      const served = async () => {
        const { status, headers } = await call(at, 'GET', '/healthz');
        expect([name, status]).toEqual([name, 200]);
        return headers.get('x-server') ?? '';
      };
      await until(
        async () => (await served()).endsWith('anyway'),
        `${name} to count all of them out`,
      );
    }
    for (const { at } of proxies) await readAt(at);
  });
});
