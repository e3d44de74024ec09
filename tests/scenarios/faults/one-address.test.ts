import { emptyFolder } from '../../services/databases.ts';
import { call } from '../../call.ts';
import { TestServer } from '../../server.ts';
import { StockReader } from '../../stock-reader.ts';
import { until } from '../../until.ts';
import { exchange } from '../../faults/attacks/attack.ts';

const most = 4;
const place = emptyFolder();
let server: TestServer;

beforeAll(async () => {
  server = await TestServer.start(place, {
    trustProxy: ['loopback'],
    connectionsPerAddress: most,
    readsPerAddress: 20,
  });
  await server.createFeed('storm');
  await server.publish('storm', { headline: 'Gates shut' });
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await place.drop();
});

const from = (address: string) => ({ 'x-forwarded-for': address });

/** A stream as far as it was read, and how to leave it. */
async function openStream(address: string) {
  const leaving = new AbortController();
  const response = await fetch(`${server.url}/api/v1/feeds/storm/stream`, {
    headers: from(address),
    signal: leaving.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const reading = (async () => {
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
      text += part.value;
    }
  })().catch(() => undefined);
  return {
    said: (word: string) => until(() => text.includes(word), `${word} in ${text}`),
    leave: async () => {
      leaving.abort();
      await reading;
    },
    [Symbol.dispose]: () => leaving.abort(),
  };
}

function socketFrom(address: string): StockReader {
  const auth = { v: 1, subs: [{ feed: 'storm' }] };
  return new StockReader(server.url, auth, { extraHeaders: from(address), reconnection: false });
}

describe('one address', () => {
  test('has as many sockets and streams as it may, together; others come in, and so does it when one has left (L5)', async () => {
    using first = socketFrom('192.0.2.1');
    using second = socketFrom('192.0.2.1');
    using third = await openStream('192.0.2.1');
    using fourth = await openStream('192.0.2.1');
    await until(() => first.of('snapshot').length + second.of('snapshot').length === 2, 'sockets');
    await third.said('event: snapshot');
    await fourth.said('event: snapshot');

    using excess = socketFrom('192.0.2.1');
    let refusal = '';
    excess.socket.on('connect_error', (error) => (refusal = error.message));
    await until(() => refusal !== '', 'the socket to be refused');
    using excessStream = await openStream('192.0.2.1');
    await excessStream.said('event: refused');
    await excessStream.said(
      '"code":"too_many_requests","message":"There are 4 connections from your address, as many as one may have.","retry":true',
    );
    const answer = await exchange(
      server.url,
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\n' +
        'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n' +
        'X-Forwarded-For: 6.6.6.6, 192.0.2.1\r\n\r\n',
    );
    expect(answer).toMatch(
      /^HTTP\/1\.1 429 [^]*\r\nRetry-After: 30\r\n[^]*as many as one may have/,
    );

    using other = socketFrom('192.0.2.2');
    await until(() => other.of('snapshot').length === 1, 'another address to come in');

    await third.leave();
    first.socket.close();
    const isBack = async () => {
      using again = socketFrom('192.0.2.1');
      let isRefused = false;
      again.socket.on('connect_error', () => (isRefused = true));
      await until(() => isRefused || again.of('snapshot').length === 1, 'an answer');
      return !isRefused;
    };
    await until(isBack, 'the address to come in again');
  });

  test('that reads without end gets 429 with the time to come back; others and their editors read on (L6)', async () => {
    const ask = (path: string, address: string) =>
      call(server.url, 'GET', `/api/v1/feeds/storm${path}`, undefined, from(address));
    const asked = await Promise.all(
      Array.from({ length: 30 }, (_, n) => ask(`/items?limit=${n + 1}`, '192.0.2.3')),
    );
    const refused = asked.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(asked.filter(({ status }) => status === 200).length).toBe(30 - refused.length);
    expect(refused[0]?.headers.get('content-type')).toContain('application/problem+json');
    expect(refused[0]?.headers.get('access-control-allow-origin')).toBe('*');
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused[0]?.json).toMatchObject({ status: 429, code: 'too_many_requests' });
    expect(refused[0]?.json['detail']).toMatch(/from your address\. Try again in \d+ s\./);
    // As many again: on a slow machine one or two may be let in by now.
    const pages = await Promise.all(
      asked.map(() =>
        call(server.url, 'GET', '/feeds/storm?before=x', undefined, {
          ...from('192.0.2.3'),
          accept: 'text/html',
        }),
      ),
    );
    const page = pages.find(({ status }) => status === 429);
    expect(page?.text).toContain('Too many reads');
    expect(page?.headers.get('cache-control')).toContain('no-store');
    expect((await ask('', '192.0.2.3')).status).toBe(200);
    expect((await ask('/items', '192.0.2.4')).status).toBe(200);
  });

  test('cannot hide behind addresses of its own making (L5, L6)', async () => {
    const asked = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        call(server.url, 'GET', `/api/v1/feeds/storm/items?limit=${n + 1}`, undefined, {
          'x-forwarded-for': `10.9.8.${n}, 192.0.2.5`,
        }),
      ),
    );
    expect(asked.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
  });
});
