import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { openPath } from '../../src/gateway/fan-out/open-path.ts';
import type { PathName } from '../../src/gateway/fan-out/path.ts';
import { maxWaitingBytes } from '../../src/gateway/reader-bounds.ts';
import { until } from '../until.ts';
import { pathsHere } from './paths-here.ts';
import { EngineRoom } from './engine/engine-room.ts';
import { shrinkBuffer } from './socket-buffers.ts';
import { WatchedPath } from './watched-path.ts';
import { WireReader } from './wire-reader.ts';

const noteBytes = 20_000;
/** Closed by the change that filled it: more than this and `maxWaitingBytes` never waits for a reader. */
const maxBatchBytes = 256 * 1024 + 2 * noteBytes;

const megabyte = 1_000_000;
/** A full kernel buffer may end between two batches by chance: rounds are repeated until it ended within one. */
const maxRounds = 12;
const turn = () => new Promise<void>((done) => setImmediate(done));

/** The most bytes that wait for one reader above the kernel. */
function waitingIn({ outlets }: EngineRoom): number {
  const all = [...outlets].flatMap(({ tcp, clearHandle }) => [
    tcp.writableLength,
    clearHandle?.writeQueueSize ?? 0,
  ]);
  return Math.max(0, ...all);
}

/** Expects that each reader received every message once, in order. */
function expectAllHeard(room: EngineRoom, readers: readonly WireReader[]): void {
  for (const { events, faults } of readers) {
    expect(faults).toEqual([]);
    // Compared one by one: a difference of 40 MB could not be shown.
    expect(events.length).toBe(room.packets.length);
    expect(events.findIndex((event, n) => event !== room.packets[n])).toBe(-1);
  }
}

describe.each(pathsHere)('on the path "%s"', (name) => {
  test('readers that stop reading get everything afterwards, once, in order, and little waits for them', async () => {
    const path = new WatchedPath(await openPath(name, () => undefined));
    await using room = await EngineRoom.open(path);
    using plain = new WireReader(room.port);
    using deflating = new WireReader(room.port, 'permessage-deflate');
    const readers = [plain, deflating];
    await until(() => room.outlets.size === 2, 'both readers');
    let mostWaiting = 0;
    const areCut = () => name === 'node' || path.partial >= readers.length;
    const isSeen = () => mostWaiting > maxWaitingBytes / 2 && areCut();
    for (let round = 0; round < 2 || (!isSeen() && round < maxRounds); round += 1) {
      for (const reader of readers) reader.pause();
      // Different lengths in every round, so that the kernel's buffer ends at another place of a batch.
      const bytes = noteBytes - 501 * round;
      for (let said = 0; said < 20 * megabyte; said += 10 * bytes) {
        for (let n = 0; n < 10; n += 1) room.say(randomBytes(bytes * 0.75).toString('base64'));
        await turn();
        mostWaiting = Math.max(mostWaiting, waitingIn(room));
      }
      for (const reader of readers) reader.resume();
      const haveAll = () => readers.every(({ events }) => events.length >= room.packets.length);
      await until(haveAll, `round ${round}`);
    }
    expectAllHeard(room, readers);
    expect(deflating.deflatedFrames).toBeGreaterThan(100);
    expect(mostWaiting).toBeGreaterThan(maxWaitingBytes / 2);
    expect(mostWaiting).toBeLessThanOrEqual(maxWaitingBytes + maxBatchBytes);
    expect(areCut()).toBe(true);
  });

  test('a flood in one turn waits for nobody: who does not read it is set aside within it', async () => {
    const path = await openPath(name, () => undefined);
    await using room = await EngineRoom.open(path);
    using reader = new WireReader(room.port);
    await until(() => room.outlets.size === 1, 'the reader');
    const [outlet] = room.outlets;
    reader.pause();
    for (let said = 0; said < 20 * megabyte; said += noteBytes)
      room.say(randomBytes(noteBytes * 0.75).toString('base64'));
    await turn();
    await turn();
    expect(outlet?.tcp.writableLength).toBeLessThanOrEqual(maxWaitingBytes + maxBatchBytes);
    reader.resume();
    await until(() => reader.events.length >= room.packets.length, 'the rest');
    expectAllHeard(room, [reader]);
  });
});

// Side by side: windows this small make the kernel slow, and nobody else.
test('with 4 KB for what is under way, on every path, readers who stop and go on again and again, miss nothing and hear nothing twice', async () => {
  await Promise.all(pathsHere.map(stopAndGoOn));
});

async function stopAndGoOn(name: PathName): Promise<void> {
  const path = new WatchedPath(await openPath(name, () => undefined));
  await using room = await EngineRoom.open(path);
  using plain = new WireReader(room.port, undefined, 4_096);
  using deflating = new WireReader(room.port, 'permessage-deflate', 4_096);
  const readers = [plain, deflating];
  await until(() => room.outlets.size === 2, `both readers on "${name}"`);
  for (const { tcp } of room.outlets) shrinkBuffer(tcp as unknown as Socket, 'send', 4_096);
  let mostWaiting = 0;
  for (let round = 0; round < 6; round += 1) {
    readers[round % 2]?.pause();
    readers[(round + 1) % 2]?.resume();
    for (let turns = 0; turns < 25; turns += 1) {
      // From a line to more than the buffer, several at a time.
      for (const bytes of [60, 600, 1_500]) room.say(randomBytes(bytes).toString('base64'));
      await turn();
      mostWaiting = Math.max(mostWaiting, waitingIn(room));
    }
  }
  for (const reader of readers) reader.resume();
  const haveAll = () => readers.every(({ events }) => events.length >= room.packets.length);
  await until(haveAll, `the rest on "${name}"`, 120_000);
  expectAllHeard(room, readers);
  expect(mostWaiting).toBeLessThanOrEqual(maxWaitingBytes + maxBatchBytes);
  expect(mostWaiting).toBeGreaterThan(0);
  if (name !== 'node') expect([name, path.left]).not.toEqual([name, 0]);
}
