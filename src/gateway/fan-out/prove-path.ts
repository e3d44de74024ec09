import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clearOutlets } from '../engine/clear-outlets.ts';
import type { Outlet } from '../engine/outlet.ts';
import { Batch } from './batch.ts';
import { DescriptorPath } from './descriptor-path.ts';
import { Due } from './due.ts';
import { Message } from './message.ts';
import { bindSocketIo, ownOutletOf, type ReaderServer } from '../engine/bind-socket-io.ts';
import { ReaderEngine } from '../engine/reader-engine.ts';
import { WebSocket } from '../engine/ws-parts.ts';
import type { Path } from './path.ts';

/** A loopback round takes a few milliseconds; a machine that is starting up may need more. */
const patienceMs = 5_000;
const rounds = 3;

/**
 * Tests a path over its own loopback connection: every message must arrive unchanged, once, and in order with messages
 * that are written through the stream. Rejects when Node or the kernel does not work as the path expects.
 */
export async function proves(path: Path): Promise<void> {
  const http = createServer();
  const server = bindSocketIo(new ReaderEngine(), http);
  await new Promise<void>((done, failed) => {
    http.once('error', failed);
    http.listen(0, '127.0.0.1', done);
  });
  const { port } = http.address() as AddressInfo;
  const client = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`);
  const failed = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => failed.reject(new Error('what it sends does not arrive')),
    patienceMs,
  );
  client.addEventListener('error', () => failed.reject(new Error('it breaks the connection')));
  try {
    await Promise.race([round(path, server, client), failed.promise]);
  } finally {
    clearTimeout(timer);
    client.close();
    await server.close();
    http.close();
  }
}

async function round(path: Path, server: ReaderServer, client: WebSocket): Promise<void> {
  const arrived: string[] = [];
  const expected = Array.from({ length: 3 * rounds }, (_, n) => messageOf(n));
  const all = Promise.withResolvers<void>();
  client.addEventListener('message', ({ data }) => {
    const text = typeof data === 'string' ? data : '';
    if (text.startsWith('0')) client.send('40');
    if (!text.startsWith('42')) return;
    arrived.push(text.slice(1));
    if (arrived.length === expected.length) all.resolve();
  });
  const outlets: Outlet[] = [];
  server.on('connection', (socket) => {
    const outlet = ownOutletOf(socket);
    outlets.push(outlet);
    // The answer to the handshake may still wait in the stream: the path is used when nothing waits.
    const whenClear = () => {
      if (outlet.clearHandle === undefined) all.reject(new Error("Node's insides are others"));
      if (!outlet.isClear) {
        if (outlet.readyState === 'open') setImmediate(whenClear);
        return;
      }
      for (let n = 0; n < rounds; n += 1) {
        const batch = new Batch(n + 1, undefined);
        const [first, second, third] = expected.slice(3 * n);
        for (const message of [first, second]) if (message !== undefined) batch.add(message);
        batch.seal();
        path.send(Due.of(outlet), batch);
        if (third !== undefined) outlet.say(third.frame);
      }
    };
    whenClear();
  });
  await all.promise;
  const isEqual = expected.every(({ packet }, n) => packet === arrived[n]);
  if (!isEqual) throw new Error('what it sends arrives changed, or out of order');
  if (!(path instanceof DescriptorPath)) return;
  for (const outlet of outlets) {
    outlet.isClearFromNow();
    outlet.tcp.destroy();
    // The descriptor may be given to another connection, so the outlet must be out of the table.
    if (clearOutlets.has(outlet, outlet.fd)) throw new Error('the end of a connection goes unseen');
  }
}

function messageOf(n: number): Message {
  const now = `${n} ${'x'.repeat(n * 40)}`;
  return Message.of('head', { feed: 'self-check', epoch: 'e', seq: n, tag: 't', now });
}
