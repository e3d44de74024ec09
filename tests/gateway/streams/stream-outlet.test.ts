import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clearOutlets } from '../../../src/gateway/engine/clear-outlets.ts';
import { chunkOf } from '../../../src/gateway/streams/chunk.ts';
import { outletFor } from '../../../src/gateway/streams/outlet-for.ts';
import { StreamOutlet } from '../../../src/gateway/streams/stream-outlet.ts';
import { until } from '../../until.ts';
import { WireStream } from './wire-stream.ts';

const event = Buffer.from('event: head\ndata: {}\n\n');
const chunk = chunkOf(event);

const isKnown = (outlet: StreamOutlet) => clearOutlets.has(outlet, outlet.fd);

/** The outlet of a stream, and the reader at its other end. */
async function open() {
  await using stack = new AsyncDisposableStack();
  const http = createServer();
  stack.defer(() => void http.close());
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const asked = once(http, 'request') as Promise<[IncomingMessage, ServerResponse]>;
  const reader = stack.use(new WireStream((http.address() as AddressInfo).port));
  const [, response] = await asked;
  response.setHeader('Connection', 'close');
  response.flushHeaders();
  const outlet = outletFor(response, 'js');
  if (!(outlet instanceof StreamOutlet)) throw new Error('it goes through the response');
  await until(() => outlet.isClear, 'what is clear');
  const all = stack.move();
  return { outlet, reader, response, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

const ends: Readonly<Record<string, (outlet: StreamOutlet) => void>> = {
  'an event is said to it': (outlet) => outlet.say(chunk),
  'a part was not taken': (outlet) => outlet.goOn(Buffer.concat([Buffer.from('x'), chunk]), 1),
  'its last event is said': (outlet) => outlet.end(event),
  'it is over': (outlet) => outlet.over(),
  'its connection is cut': (outlet) => outlet.cut(),
  'its socket is destroyed': ({ tcp }) => tcp.destroy(),
};

test.each(Object.keys(ends))(
  'a stream that was clear is not known to be so after %s',
  async (what) => {
    await using opened = await open();
    const { outlet, reader } = opened;
    expect(isKnown(outlet)).toBe(false);
    expect(outlet.isClearFromNow()).toBe(true);
    expect(isKnown(outlet)).toBe(true);
    ends[what]?.(outlet);
    expect(isKnown(outlet)).toBe(false);
    expect(reader.faults).toEqual([]);
  },
);

test('what the response has written is before all events, and a last event behind them, with the end of the body', async () => {
  await using opened = await open();
  const { outlet, reader, response } = opened;
  response.write(': opening\n\n');
  expect(outlet.isClearFromNow()).toBe(false);
  for (let n = 0; n < 3; n += 1) outlet.say(chunk);
  outlet.end(Buffer.from('event: bye\ndata: {}\n\n'));
  outlet.say(chunk);
  outlet.end(event);
  await until(() => reader.isOver, 'the end');
  expect(reader.told).toEqual(['head', 'head', 'head', 'bye']);
  expect([reader.isEnded, reader.faults]).toEqual([true, []]);
});

test('nothing is written to a connection whose reader has ended its own side', async () => {
  await using opened = await open();
  const { outlet, reader } = opened;
  const seen: boolean[] = [];
  // Node has ended the other side in the listener before, and has not closed the descriptor.
  outlet.tcp.once('end', () => {
    seen.push(outlet.fd >= 0 && !outlet.tcp.writable, outlet.isClear, outlet.isClearFromNow());
    outlet.say(chunk);
    outlet.flush();
  });
  reader.end();
  await until(() => reader.isOver, 'that it is closed');
  expect(seen).toEqual([true, false, false]);
  expect([reader.told, reader.faults]).toEqual([[], []]);
});
