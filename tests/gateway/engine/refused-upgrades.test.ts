import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { Door, type Entry } from '../../../src/gateway/engine/door.ts';
import { ReaderEngine } from '../../../src/gateway/engine/reader-engine.ts';
import { until } from '../../until.ts';

/** Counts who is in. */
class CountingDoor extends Door {
  entered = 0;
  there = 0;

  override enter(): Entry {
    this.entered += 1;
    this.there += 1;
    return { kind: 'in', address: '192.0.2.1' };
  }

  override readmit(): boolean {
    return true;
  }

  override leave(): void {
    this.there -= 1;
  }
}

async function openRoom() {
  const door = new CountingDoor();
  const engine = new ReaderEngine(door);
  const http = createServer();
  engine.attach(http);
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', () => done()));
  return {
    door,
    port: (http.address() as AddressInfo).port,
    connections: () =>
      new Promise<number>((done, fail) =>
        http.getConnections((error, count) => (error === null ? done(count) : fail(error))),
      ),
    [Symbol.asyncDispose]: async () => {
      engine.close();
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
    },
  };
}

/** Asks for a WebSocket that is refused, and has the answer. It does not hang up by itself. */
function askRefused(port: number, path: string): Promise<Socket> {
  return new Promise((done, fail) => {
    const tcp = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    tcp.on('error', fail);
    tcp.once('data', () => done(tcp));
    tcp.write(
      `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    );
  });
}

const paths = ['/', '/elsewhere/', '/socket.io/', '/api/v1/feeds/x/stream'] as const;

describe('a refused upgrade, under whichever path', () => {
  test.each(paths)(
    'gives its descriptor back when the other side says a word more and goes: %s (L1)',
    async (path) => {
      await using room = await openRoom();
      for (let n = 0; n < 20; n += 1) {
        const tcp = await askRefused(room.port, path);
        tcp.on('error', () => undefined);
        tcp.write('x');
        tcp.end();
      }
      await until(async () => (await room.connections()) === 0, 'all to be closed');
      await until(() => room.door.there === 0, 'nobody to be counted');
      expect(room.door.entered).toBe(20);
    },
  );

  test('is closed within seconds when the other side only holds it, and counts until then (L1)', async () => {
    await Promise.all(paths.map(holdRefused));
  });
});

async function holdRefused(path: string): Promise<void> {
  await using room = await openRoom();
  const held = await Promise.all(Array.from({ length: 20 }, () => askRefused(room.port, path)));
  for (const tcp of held) tcp.on('error', () => undefined).resume();
  expect(room.door).toMatchObject({ entered: 20, there: 20 });
  await until(async () => (await room.connections()) === 0, `all under ${path} to be closed`);
  await until(() => room.door.there === 0, 'nobody to be counted');
  for (const tcp of held) tcp.destroy();
}
