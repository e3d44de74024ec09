import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { jest } from '@jest/globals';
import { bindSocketIo } from '../../../src/gateway/engine/bind-socket-io.ts';
import { Hearing, maxHeard, pauseWhileFull } from '../../../src/gateway/engine/hearing.ts';
import type { Outlet } from '../../../src/gateway/engine/outlet.ts';
import { ReaderEngine } from '../../../src/gateway/engine/reader-engine.ts';
import { StockReader } from '../../stock-reader.ts';
import { until } from '../../until.ts';
import { upgrade } from '../../faults/attacks/attack.ts';
import { clientFrame } from '../frames.ts';

const mask = Buffer.from([1, 2, 3, 4]);
/** The bytes that wait for a reader may exceed their bound by the answers to one TCP chunk. */
const mostWaiting = 256 * 1024 + 256 * 1024;

function frame(opcode: number, text: string): Buffer {
  return clientFrame({ opcode, payload: Buffer.from(text) }, mask);
}

async function openRoom() {
  const http = createServer();
  const engine = new ReaderEngine();
  const outlets: Outlet[] = [];
  engine.on('connection', (outlet: Outlet) => outlets.push(outlet));
  const server = bindSocketIo(engine, http);
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', () => done()));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    engine,
    outlets,
    [Symbol.asyncDispose]: async () => {
      http.closeAllConnections();
      await server.close();
      http.close();
    },
  };
}

/** A WebSocket that is connected to Socket.IO and reads nothing from now on. */
async function openUnread(url: string): Promise<Socket> {
  const tcp = connect(Number(new URL(url).port), '127.0.0.1');
  tcp.on('error', () => undefined);
  let said = '';
  const hear = (bytes: Buffer) => (said += bytes.toString('latin1'));
  tcp.on('data', hear);
  tcp.write(upgrade);
  tcp.write(frame(1, '40'));
  await until(() => said.includes('40{'), 'Socket.IO to answer');
  tcp.off('data', hear);
  tcp.pause();
  return tcp;
}

/** Writes the same bytes until the server closes; returns the most bytes that waited in the server. */
async function flood(tcp: Socket, outlet: Outlet, bytes: Buffer): Promise<number> {
  let most = 0;
  await until(() => {
    for (let n = 0; n < 20 && tcp.writableLength < 1_000_000; n += 1) tcp.write(bytes);
    most = Math.max(most, outlet.tcp.writableLength);
    return outlet.readyState !== 'open';
  }, 'the flood to be ended');
  tcp.destroy();
  return most;
}

function many(bytes: Buffer, count = 500): Buffer {
  return Buffer.concat(Array<Buffer>(count).fill(bytes));
}

describe('a reader that does not read and sends without end', () => {
  test.each([
    ['pings (L2)', many(frame(9, 'p'.repeat(125)))],
    ['pings of nothing (L2)', many(frame(9, ''))],
    ['pongs (L2)', many(frame(10, ''))],
    ['connects to namespaces nobody knows (L3)', many(frame(1, `40/${'n'.repeat(60)},`))],
    ['events nobody knows (L3)', many(frame(1, '42["nobody"]'))],
    ['Engine.IO’s own packets (L2)', many(frame(1, '3'))],
    ['subscriptions nobody can read (L3)', many(frame(1, '42["subscribe",7]'))],
  ])('%s is closed, and what waits for it stays bounded', async (_name, bytes) => {
    await using room = await openRoom();
    const tcp = await openUnread(room.url);
    const [outlet] = room.outlets;
    if (outlet === undefined) throw new Error('Nobody is connected.');
    expect(await flood(tcp, outlet, bytes)).toBeLessThan(mostWaiting);
    // What it still sends until it is destroyed is not read.
    expect(outlet.tcp as unknown as Socket).toMatchObject({ readableFlowing: false });
    // Another is served as ever.
    using other = new StockReader(room.url);
    await until(() => other.socket.connected, 'another reader');
  });

  test('its words in single bytes is closed (L3)', async () => {
    await using room = await openRoom();
    const tcp = await openUnread(room.url);
    const [outlet] = room.outlets;
    const word = clientFrame({ opcode: 1, payload: Buffer.alloc(16_000, '4') }, mask);
    tcp.setNoDelay();
    for (const byte of word) {
      if (outlet?.readyState !== 'open') break;
      tcp.write(Buffer.of(byte));
      await new Promise((done) => setImmediate(done));
    }
    await until(() => outlet?.readyState !== 'open', 'the connection to be closed');
    tcp.destroy();
  });
});

test('a reader that does not read is read no more, and goes on when it reads (L3)', async () => {
  await using room = await openRoom();
  const tcp = await openUnread(room.url);
  const [outlet] = room.outlets;
  if (outlet === undefined) throw new Error('Nobody is connected.');
  // Answers are as long as what is asked.
  const name = 'n'.repeat(15_000);
  const asked = 600;
  for (let n = 0; n < asked; n += 1) tcp.write(frame(1, `40/${name},`));
  await until(() => outlet.isFull, 'the answers to wait');
  expect(outlet.tcp.writableLength).toBeLessThan(mostWaiting);
  let answers = 0;
  let end = '';
  tcp.on('data', (bytes: Buffer) => {
    const text = end + bytes.toString('latin1');
    answers += text.split('Invalid namespace').length - 1;
    end = text.slice(-('Invalid namespace'.length - 1));
  });
  tcp.resume();
  await until(() => answers === asked, 'all answers');
  expect(outlet.readyState).toBe('open');
  tcp.destroy();
});

test('a reader that never reads what waits for it is let go after 30 s (L2)', () => {
  jest.useFakeTimers();
  try {
    const tcp = Object.assign(new EventEmitter(), { pause: jest.fn(), destroy: jest.fn() });
    const ended = jest.fn();
    const undo = jest.fn();
    const outlet = { isFull: true, tcp, ended, onDrained: () => undo } as unknown as Outlet;
    pauseWhileFull(outlet);
    expect(tcp.pause).toHaveBeenCalled();
    jest.advanceTimersByTime(29_000);
    expect(tcp.destroy).not.toHaveBeenCalled();
    jest.advanceTimersByTime(2_000);
    expect(tcp.destroy).toHaveBeenCalled();
    expect(ended).toHaveBeenCalledWith('transport close');
    expect(undo).toHaveBeenCalled();
  } finally {
    jest.useRealTimers();
  }
});

test('a reader that says as much as it may between two pings stays (L3)', async () => {
  await using room = await openRoom();
  using reader = new StockReader(room.url);
  await until(() => reader.socket.connected, 'the connection');
  for (let n = 0; n < maxHeard / 4; n += 1) reader.socket.emit('unsubscribe', { feed: 'f' });
  const [outlet] = room.outlets;
  await until(() => (outlet?.heard ?? 0) > maxHeard / 4, 'all to be heard');
  expect(reader.socket.connected).toBe(true);
  expect(outlet?.readyState).toBe('open');
});

test('an address whose connections are loud is read once a second, its quiet ones and others as ever (L3)', () => {
  jest.useFakeTimers();
  try {
    const hearing = new Hearing({ now: () => 0 });
    const paused = (address: string, heard: number) => {
      const tcp = Object.assign(new EventEmitter(), { pause: jest.fn(), resume: jest.fn() });
      hearing.rest({ isFull: false, heard, address, tcp } as unknown as Outlet);
      return tcp;
    };
    const chunks = Array.from({ length: 2 * maxHeard }, () => paused('192.0.2.66', 500));
    for (const { pause } of chunks) expect(pause).not.toHaveBeenCalled();
    const tcp = paused('192.0.2.66', 500);
    expect(tcp.pause).toHaveBeenCalledTimes(1);
    expect(paused('192.0.2.66', 10).pause).not.toHaveBeenCalled();
    expect(paused('192.0.2.1', 500).pause).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1_000);
    expect(tcp.resume).toHaveBeenCalledTimes(1);
    expect(tcp.listenerCount('close')).toBe(0);
  } finally {
    jest.useRealTimers();
  }
});
