import type { ServerResponse } from 'node:http';
import { Departure } from '../../../src/gateway/departure.ts';
import { openPath } from '../../../src/gateway/fan-out/open-path.ts';
import type { PathName } from '../../../src/gateway/fan-out/path.ts';
import { obstacleOf } from '../../../src/gateway/streams/outlet-for.ts';
import { until } from '../../until.ts';
import { pathsHere } from '../paths-here.ts';
import { EventsRoom } from './events-room.ts';
import { WireStream } from './wire-stream.ts';

/** Opens a room, a stream in it, and tells what stands between its response and the descriptor. */
async function open(
  name: PathName,
  prepare: (response: ServerResponse) => void = () => undefined,
  asked: ConstructorParameters<typeof WireStream>[1] = {},
) {
  await using stack = new AsyncDisposableStack();
  const room = stack.use(await EventsRoom.open(await openPath(name, () => undefined)));
  room.prepare = prepare;
  const obstacles: (string | undefined)[] = [];
  room.joined = (response) => void obstacles.push(obstacleOf(response, name));
  const stream = stack.use(new WireStream(room.port, asked));
  await until(() => stream.told.length > 0, 'the stream');
  await until(() => obstacles.length === (asked.times ?? 1), 'every response');
  const all = stack.move();
  return { room, stream, obstacles, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

/** Publishes, sends the stream away, and expects that it was told all of it, in order. */
async function expectWhole(room: EventsRoom, stream: WireStream): Promise<void> {
  for (let n = 0; n < 200; n += 1) {
    room.say(`${n} ${'x'.repeat(n)}`);
    if (n % 3 === 0) await new Promise<void>((done) => setImmediate(done));
  }
  await until(() => stream.changes.length === room.changes.length, 'all changes');
  room.streams.sendAway(new Departure(1, performance, 1));
  await until(() => stream.isOver, 'the end');
  expect(stream.changes).toEqual(room.changes.map((change) => JSON.stringify(change)));
  expect([stream.told.at(-1), stream.isEnded]).toEqual(['bye', true]);
  expect([stream.faults, room.errors]).toEqual([[], []]);
}

describe.each(pathsHere)('on the path "%s"', (name) => {
  test('events go past the response, in chunks', async () => {
    const responses: ServerResponse[] = [];
    await using opened = await open(name, (response) => void responses.push(response));
    const { room, stream, obstacles } = opened;
    expect(obstacles).toEqual([undefined]);
    let written = 0;
    for (const response of responses) Object.assign(response, { write: () => (written += 1) });
    await expectWhole(room, stream);
    expect([responses.length, written]).toEqual([1, 0]);
    expect(stream.head).toMatch(/transfer-encoding: chunked/i);
  });

  test('a client of HTTP/1.0 gets the same events without chunks', async () => {
    await using opened = await open(name, undefined, { version: '1.0' });
    const { room, stream, obstacles } = opened;
    expect(obstacles).toEqual(['no chunks']);
    await expectWhole(room, stream);
    expect(stream.head).not.toMatch(/transfer-encoding/i);
    expect(stream.chunks).toBe(0);
  });

  test('what changes the body on the way gets every event', async () => {
    let passed = '';
    await using opened = await open(name, (response) => {
      const write = response.write.bind(response) as (bytes: Buffer) => boolean;
      Object.assign(response, {
        write: (bytes: Buffer) => {
          passed += bytes.toString();
          return write(bytes);
        },
      });
    });
    const { room, stream, obstacles } = opened;
    expect(obstacles).toEqual(['changed body']);
    await expectWhole(room, stream);
    for (const change of room.changes) expect(passed).toContain(`data: ${JSON.stringify(change)}`);
  });

  test('a body that is encoded is left to whoever encodes it', async () => {
    await using opened = await open(name, (response) => {
      response.setHeader('Content-Encoding', 'identity');
    });
    expect(opened.obstacles).toEqual(['changed body']);
    await expectWhole(opened.room, opened.stream);
  });

  test('a stream that waits behind another on the same connection writes nothing into it', async () => {
    await using opened = await open(name, undefined, { times: 2 });
    const { room, stream, obstacles } = opened;
    expect(new Set(obstacles)).toEqual(new Set([undefined, 'no head']));
    await expectWhole(room, stream);
    await until(() => room.streams.count === 0, 'that both are gone');
  });

  test('streams that waited behind another are gone with their connection', async () => {
    await using opened = await open(name, undefined, { times: 3 });
    const { room, stream } = opened;
    expect(room.streams.count).toBe(3);
    stream[Symbol.dispose]();
    await until(() => room.streams.count === 0, 'that all are gone');
  });
});

test('an operator who rules out what is not public gets no stream past its response', async () => {
  await using opened = await open('stock');
  expect(opened.obstacles).toEqual(['stock']);
  await expectWhole(opened.room, opened.stream);
});
