import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { Door, type Entry } from '../../../src/gateway/engine/door.ts';
import type { Outlet } from '../../../src/gateway/engine/outlet.ts';
import { ReaderEngine } from '../../../src/gateway/engine/reader-engine.ts';

const right = {
  line: 'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
  headers: {
    Host: 'x',
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
  } as Record<string, string>,
};

/** The answer to a request, until the server closes or has opened a WebSocket. */
async function ask(port: number, line: string, headers: Record<string, string>): Promise<string> {
  const tcp = connect(port, '127.0.0.1');
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  tcp.write(`${line}\r\n${fields.join('')}\r\n`);
  let said = '';
  for await (const chunk of tcp) {
    said += (chunk as Buffer).toString('latin1');
    if (said.startsWith('HTTP/1.1 101') && said.includes('\r\n\r\n')) break;
  }
  return said;
}

/** An engine on a free port. */
async function open(engine: ReaderEngine) {
  const http = createServer((_, answer) => answer.writeHead(200).end('a page'));
  engine.attach(http);
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', () => done()));
  return {
    port: (http.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      engine.close();
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
    },
  };
}

class ShutDoor extends Door {
  override enter(): Entry {
    const status = '503 Service Unavailable';
    return { kind: 'refused', status, why: 'Too many at once.', afterSeconds: 7 };
  }

  override readmit(): boolean {
    return false;
  }

  override leave(): void {}
}

const { line, headers } = right;
const { 'Sec-WebSocket-Key': _, ...keyless } = headers;

describe('a handshake', () => {
  test.each([
    [
      'under another path',
      line.replace('/socket.io/', '/elsewhere/'),
      headers,
      404,
      'served under',
    ],
    ['by POST', line.replace('GET', 'POST'), headers, 400, 'no WebSocket handshake'],
    ['to one of several', line, { ...headers, Upgrade: 'h2c, websocket' }, 400, 'no WebSocket'],
    ['without a key', line, keyless, 400, 'no WebSocket handshake'],
    ['with a short key', line, { ...headers, 'Sec-WebSocket-Key': 'eA==' }, 400, 'no WebSocket'],
    ['of an old version', line, { ...headers, 'Sec-WebSocket-Version': '8' }, 426, 'version 13'],
    ['of Engine.IO 3', line.replace('EIO=4', 'EIO=3'), headers, 400, 'socket.io-client 3 or newer'],
    ['of no Engine.IO', line.replace('EIO=4&', ''), headers, 400, 'socket.io-client 3 or newer'],
    ['to poll', line.replace('=websocket', '=polling'), headers, 400, 'transports: ["websocket"]'],
    [
      'to go on from polling',
      line.replace('websocket', 'websocket&sid=abc'),
      headers,
      400,
      'transports: ["websocket"]',
    ],
    [
      'with a malformed offer',
      line,
      { ...headers, 'Sec-WebSocket-Extensions': 'permessage-deflate;;' },
      400,
      'extensions are malformed',
    ],
  ])('%s is refused, with the cure', async (_name, asked, told, status, cure) => {
    const engine = new ReaderEngine();
    await using room = await open(engine);
    const answer = await ask(room.port, asked, told);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain(cure);
    expect(engine.connections).toBe(0);
    if (status === 426) expect(answer).toContain('\r\nSec-WebSocket-Version: 13\r\n');
    // Others are served as before.
    expect(await ask(room.port, line, headers)).toMatch(/^HTTP\/1\.1 101 /);
  });

  test.each(['h2c', 'TLS/1.0', 'HTTP/2.0, h2c', 'notawebsocket'])(
    'to %s is no handshake: the page comes as if it had not been offered (A5)',
    async (protocol) => {
      const engine = new ReaderEngine();
      await using room = await open(engine);
      const asked = {
        Host: 'x',
        Connection: 'Upgrade, HTTP2-Settings, close',
        Upgrade: protocol,
        'HTTP2-Settings': 'AAMAAABkAAQAoAAAAAIAAAAA',
      };
      const answer = await ask(room.port, 'GET /feeds/storm HTTP/1.1', asked);
      expect(answer).toMatch(/^HTTP\/1\.1 200 [^]*a page/);
    },
  );

  test('as RFC 6455 has it is answered with the RFC’s own example, and the first packet', async () => {
    const engine = new ReaderEngine();
    await using room = await open(engine);
    const answer = await ask(room.port, line, headers);
    expect(answer).toContain('\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n');
    expect(answer).not.toContain('Sec-WebSocket-Extensions');
  });

  test('from a page whose name is longer than names are keeps nothing of it (L7)', async () => {
    const engine = new ReaderEngine();
    const outlets: Outlet[] = [];
    engine.on('connection', (outlet: Outlet) => outlets.push(outlet));
    await using room = await open(engine);
    const long = { ...headers, Host: 'h'.repeat(5_000), Origin: `https://${'o'.repeat(5_000)}` };
    expect(await ask(room.port, line, long)).toMatch(/^HTTP\/1\.1 101 /);
    expect(await ask(room.port, line, { ...headers, Origin: 'https://a.example' })).toMatch(
      / 101 /,
    );
    expect(outlets.map(({ origin, host }) => [origin, host])).toEqual([
      ['null', 'null'],
      ['https://a.example', 'x'],
    ]);
  });

  test('that is not admitted now is told when to come back, and leaves nothing behind', async () => {
    const engine = new ReaderEngine(new ShutDoor());
    await using room = await open(engine);
    const answer = await ask(room.port, line, headers);
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(answer).toContain('\r\nRetry-After: 7\r\n');
    expect(answer).toContain('Too many at once.');
    expect(engine.connections).toBe(0);
  });
});
