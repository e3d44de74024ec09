import type { Socket } from 'node:net';
import { clearOutlets } from '../../../src/gateway/engine/clear-outlets.ts';
import type { Outlet } from '../../../src/gateway/engine/outlet.ts';
import { openPath } from '../../../src/gateway/fan-out/open-path.ts';
import { until } from '../../until.ts';
import { EngineRoom } from './engine-room.ts';
import { pathsHere } from '../paths-here.ts';
import { WireReader } from '../wire-reader.ts';

const isKnown = (outlet: Outlet) => clearOutlets.has(outlet, outlet.fd);

function fdOf(socket: Socket): number {
  return (socket as unknown as { readonly _handle: { readonly fd: number } })._handle.fd;
}

/** Waits for a new outlet, and returns it. */
async function joined(room: EngineRoom, known: readonly Outlet[] = []): Promise<Outlet> {
  await until(() => room.outlets.size > known.length, 'the reader');
  const outlet = [...room.outlets].find((each) => !known.includes(each));
  if (outlet === undefined) throw new Error('nobody came');
  return outlet;
}

const ends: Readonly<Record<string, (outlet: Outlet) => void>> = {
  'something is said to it': (outlet) => outlet.say(Buffer.from([0x81, 1, 0x32])),
  'a part was not taken': (outlet) => outlet.goOn(Buffer.from([0x81, 1, 0x32]), 1),
  'it is said goodbye to': (outlet) => outlet.close(),
  'it is over': (outlet) => outlet.ended('transport close'),
  'its socket is destroyed': ({ tcp }) => tcp.destroy(),
};

test.each(Object.keys(ends))('who was clear is not known to be so after %s', async (what) => {
  await using room = await EngineRoom.open(await openPath('js', () => undefined));
  using reader = new WireReader(room.port);
  const outlet = await joined(room);
  await until(() => outlet.isClear, 'what is clear');
  expect(isKnown(outlet)).toBe(false);
  expect(outlet.isClearFromNow()).toBe(true);
  expect(isKnown(outlet)).toBe(true);
  ends[what]?.(outlet);
  expect(isKnown(outlet)).toBe(false);
  expect(reader.faults).toEqual([]);
});

test.each(pathsHere)(
  'on the path "%s" a newcomer with the descriptor of one that ended in the same turn is told nothing of that one',
  async (name) => {
    await using room = await EngineRoom.open(await openPath(name, () => undefined));
    using speaker = new WireReader(room.port);
    const spoken = await joined(room);
    let reused = 0;
    for (let round = 0; reused < 5; round += 1) {
      expect(round).toBeLessThan(200);
      using leaver = new WireReader(room.port);
      const left = await joined(room, [spoken]);
      room.say('known from here on');
      await until(() => leaver.events.length === 1, 'the change');
      // In one turn of the event loop: the outlet ends, a change is broadcast, and the next connection is accepted.
      const turn = () => {
        left.tcp.destroy();
        room.say('not for the newcomer');
      };
      spoken.tcp.once('data', turn);
      const accepted = new Promise<number>((done) => {
        room.http.once('connection', (socket) => done(fdOf(socket)));
      });
      speaker.say('3');
      using newcomer = new WireReader(room.port);
      if ((await accepted) === left.fd) reused += 1;
      await until(() => newcomer.answer !== undefined || newcomer.isOver, 'the answer');
      const came = await joined(room, [spoken]);
      room.say('for all');
      await until(() => newcomer.events.length === 1, 'what is said to the newcomer');
      expect(newcomer.faults).toEqual([]);
      expect(newcomer.events).toEqual(room.packets.slice(-1));
      came.tcp.destroy();
      await until(() => room.outlets.size === 1, 'that the newcomer is gone');
    }
    expect(speaker.faults).toEqual([]);
    expect(speaker.events).toEqual(room.packets);
  },
);
