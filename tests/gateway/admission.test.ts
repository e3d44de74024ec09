import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { Admission } from '../../src/gateway/admission.ts';
import { bindSocketIo } from '../../src/gateway/engine/bind-socket-io.ts';
import { ReaderEngine } from '../../src/gateway/engine/reader-engine.ts';
import { FrontDoor } from '../../src/gateway/front-door.ts';
import { Addresses } from '../../src/http/addresses.ts';

test('a storm is admitted up to the burst, then as fast as the bucket fills', () => {
  const clock = { ms: 0, now: () => clock.ms };
  const admission = new Admission(clock, 100, 50);
  const admitted = (tries: number) =>
    Array.from({ length: tries }, () => admission.admit()).filter((isIn) => isIn).length;
  expect(admitted(500)).toBe(50);
  clock.ms += 200;
  expect(admitted(500)).toBe(20);
  clock.ms += 3_600_000;
  expect(admitted(500)).toBe(50);
});

test('who comes too many is told when to come back', async () => {
  const answer = await knock(new Admission(performance, 0, 0));
  expect(answer).toMatch(/^HTTP\/1\.1 503 /);
  expect(answer).toContain('Retry-After: 2');
  expect(answer).toContain('Too many connections');
});

test('one address uses up its share of the admission, and others come in (L5)', () => {
  const clock = { ms: 0, now: () => clock.ms };
  const admission = new Admission(clock);
  const door = new FrontDoor(new Addresses(), 1e6, undefined, admission, clock);
  const come = (remoteAddress: string, times: number) =>
    Array.from({ length: times }, () =>
      door.enter({ headers: {}, socket: { remoteAddress } } as unknown as IncomingMessage),
    ).filter(({ kind }) => kind === 'in').length;
  expect(come('192.0.2.1', 20_000)).toBe(1_000);
  expect(come('192.0.2.2', 900)).toBe(900);
  clock.ms += 1_000;
  expect(come('192.0.2.1', 20_000)).toBe(500);
  expect(come('192.0.2.3', 900)).toBe(900);
});

test('an instance admits so many, and an address has so many places', () => {
  const clock = { ms: 0, now: () => clock.ms };
  const admission = new Admission(clock, 100, 50);
  const door = new FrontDoor(new Addresses(), 30, undefined, admission, clock);
  const from = (remoteAddress: string) =>
    ({ headers: {}, socket: { remoteAddress } }) as unknown as IncomingMessage;
  const come = (remoteAddress: string, times: number) =>
    Array.from({ length: times }, () => door.enter(from(remoteAddress))).filter(
      ({ kind }) => kind === 'in',
    ).length;
  expect(come('192.0.2.1', 32)).toBe(30);
  expect(come('192.0.2.2', 30)).toBe(18);
  expect(come('192.0.2.3', 5)).toBe(0);
});

/** Asks for a WebSocket, and returns the whole answer when the connection is closed. */
async function knock(admission: Admission): Promise<string> {
  const http = createServer();
  const door = new FrontDoor(new Addresses(), Infinity, undefined, admission);
  const server = bindSocketIo(new ReaderEngine(door), http);
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', () => done()));
  const { port } = http.address() as AddressInfo;
  const answer = await new Promise<string>((done) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n' +
          'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
      ),
    );
    socket.on('data', (bytes: Buffer) => {
      text += bytes.toString();
    });
    socket.on('close', () => done(text));
  });
  await server.close();
  http.close();
  return answer;
}
