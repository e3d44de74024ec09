import type { Socket } from 'node:net';
import { openPath } from '../../../src/gateway/fan-out/open-path.ts';
import { until } from '../../until.ts';
import { pathsHere } from '../paths-here.ts';
import { WireReader } from '../wire-reader.ts';
import { EventsRoom } from './events-room.ts';
import { WireStream } from './wire-stream.ts';

const turn = () => new Promise<void>((done) => setImmediate(done));

function fdOf(socket: Socket): number {
  return (socket as unknown as { readonly _handle: { readonly fd: number } })._handle.fd;
}

describe.each(pathsHere)('on the path "%s"', (name) => {
  test('thousands of small changes reach streams and sockets of a feed in order, and streams that come back meanwhile', async () => {
    await using room = await EventsRoom.open(await openPath(name, () => undefined));
    using crowd = new DisposableStack();
    const sockets = [0, 1, 2].map(() => crowd.use(new WireReader(room.port)));
    const streams = [0, 1, 2, 3].map(() => crowd.use(new WireStream(room.port)));
    await until(() => room.sockets.outlets.size === sockets.length, 'the sockets');
    await until(() => streams.every(({ told }) => told.length > 0), 'the streams');
    const left: WireStream[] = [];
    let comer = crowd.use(new WireStream(room.port));
    await until(() => comer.told.length > 0, 'who comes and goes');
    for (let turns = 0; room.changes.length < 5_000; turns += 1) {
      // Some turns bring one change, some many, some none.
      for (let n = 0; n < (turns * 7) % 20; n += 1) room.say('x'.repeat((turns * 31 + n) % 180));
      await turn();
      if (turns % 25 !== 24) continue;
      comer[Symbol.dispose]();
      left.push(comer);
      comer = crowd.use(new WireStream(room.port, { lastEventId: comer.lastEventId }));
      // Half of them are brought up to date while changes are published, the others are in time.
      if (turns % 50 === 49) await until(() => comer.told.includes('head'), 'the catch-up');
    }
    room.say('the last');
    const last = room.changes.at(-1);
    const isCurrent = ({ lastEventId }: WireStream) =>
      lastEventId === `${last?.epoch}:${last?.seq}:${last?.tag}`;
    await until(() => [...streams, comer].every(isCurrent), 'the streams to be current');
    await until(
      () => sockets.every(({ events }) => events.length === room.changes.length),
      'the sockets to be current',
    );
    const said = room.changes.map((change) => JSON.stringify(change));
    for (const { changes, faults, told } of streams) {
      expect(faults).toEqual([]);
      expect(told[0]).toBe('snapshot');
      expect(changes).toEqual(said);
    }
    for (const { events, faults } of sockets) {
      expect(faults).toEqual([]);
      expect(events).toEqual(room.sockets.packets);
    }
    expect(left.length).toBeGreaterThan(5);
    const chain = [...left, comer];
    expect(chain.flatMap(({ faults }) => faults)).toEqual([]);
    expect(chain.flatMap(({ changes }) => changes)).toEqual(said);
    expect(room.errors).toEqual([]);
  });

  test('a newcomer with the descriptor of a stream that ended in the same turn is told nothing of that one', async () => {
    await using room = await EventsRoom.open(await openPath(name, () => undefined));
    using speaker = new WireReader(room.port);
    await until(() => room.sockets.outlets.size === 1, 'who speaks');
    const [spoken] = room.sockets.outlets;
    let reused = 0;
    for (let round = 0; reused < 5; round += 1) {
      expect(round).toBeLessThan(200);
      using leaver = new WireStream(room.port);
      await until(() => leaver.told.length === 1, 'the stream');
      room.say('known from here on');
      await until(() => leaver.changes.length === 1, 'the change');
      const [left] = room.connections;
      const fd = left === undefined ? -1 : fdOf(left);
      // In one turn of the event loop: the stream ends, a change is broadcast, and the next connection is accepted.
      spoken?.tcp.once('data', () => {
        left?.destroy();
        room.say('not for the newcomer');
      });
      const accepted = new Promise<number>((done) => {
        room.sockets.http.once('connection', (socket) => done(fdOf(socket)));
      });
      speaker.say('3');
      using newcomer = new WireStream(room.port);
      if ((await accepted) === fd) reused += 1;
      await until(() => newcomer.told.length > 0, 'the answer');
      room.say('for all');
      await until(() => newcomer.changes.length > 0, 'what is said to the newcomer');
      expect(newcomer.faults).toEqual([]);
      expect(newcomer.changes).toEqual([JSON.stringify(room.changes.at(-1))]);
      newcomer[Symbol.dispose]();
      await until(() => room.connections.size === 0, 'that the newcomer is gone');
    }
    expect(speaker.faults).toEqual([]);
    expect(room.errors).toEqual([]);
  });

  test('a reader that ends its own side, or breaks off, harms no other', async () => {
    await using room = await EventsRoom.open(await openPath(name, () => undefined));
    using stays = new WireStream(room.port);
    for (let round = 0; round < 20; round += 1) {
      using ends = new WireStream(room.port);
      using breaks = new WireStream(room.port);
      const all = [stays, ends, breaks];
      await until(() => all.every(({ told }) => told.length > 0), 'all streams');
      room.say('for all');
      await until(() => all.every(({ changes }) => changes.length > 0), 'the change');
      ends.end();
      breaks[Symbol.dispose]();
      for (let n = 0; n < 10; n += 1) {
        room.say('meanwhile');
        await turn();
      }
      await until(() => ends.isOver && room.streams.count === 1, 'that both are gone');
      expect(ends.faults).toEqual([]);
    }
    await until(() => stays.changes.length === room.changes.length, 'the rest');
    expect([stays.faults, room.errors]).toEqual([[], []]);
  });
});

test('a reader ahead of an instance that cannot read the log is told nothing, and goes on when it can', async () => {
  await using room = await EventsRoom.open(await openPath('node', () => undefined));
  using first = new WireStream(room.port);
  await until(() => first.told.length > 0, 'a stream');
  room.say('known to all');
  // What another instance has told, and this one has not heard of.
  const change = { ...room.changes[0], seq: 2, tag: 't2', prev: 't1' };
  room.log.isAway = true;
  using ahead = new WireStream(room.port, { lastEventId: 'e:2:t2' });
  await until(() => room.streams.count === 2 && ahead.head !== undefined, 'who is ahead');
  room.log.changes.push(change as (typeof room.changes)[number]);
  room.log.isAway = false;
  await until(() => ahead.told.length > 0, 'that it goes on');
  expect(ahead.told).toEqual(['head']);
  await until(() => first.changes.length === 2, 'the other');
  expect([first.faults, ahead.faults, room.errors]).toEqual([[], [], []]);
});
