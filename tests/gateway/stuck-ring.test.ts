import { Due } from '../../src/gateway/fan-out/due.ts';
import type { Batch } from '../../src/gateway/fan-out/batch.ts';
import type { Libc } from '../../src/gateway/fan-out/libc.ts';
import { neverTold, Ring } from '../../src/gateway/fan-out/ring.ts';
import { UringPath } from '../../src/gateway/fan-out/uring-path.ts';
import type { Outlet } from '../../src/gateway/engine/outlet.ts';

const ioUringEnter = 426;

/** A kernel that takes what it is handed, and says of no send, or only of the first, that it is over. */
function silentKernel(toldOf: number) {
  const [entries, words, sqArray, cqes] = [8, 1_024, 64, 256];
  const shared = new ArrayBuffer(4 * words);
  const memory = [shared, new ArrayBuffer(64 * entries)];
  const view = new Int32Array(shared);
  const sent: number[] = [];
  let params: Int32Array | undefined;
  let enters = 0;
  const libc: Libc = {
    send: (fd, _address, length) => {
      sent.push(fd);
      return length;
    },
    syscall: (number, _fd, submitted, awaited) => {
      if (number !== ioUringEnter) {
        // As io_uring_setup(2) tells where things are.
        params?.set([entries, entries], 0);
        params?.set([1], 5);
        params?.set([0, 4, 0, 0, 0, 0, 4 * sqArray], 10);
        params?.set([8, 12, 0, 0, 0, 4 * cqes], 20);
        return 3;
      }
      enters += 1;
      // A kernel that never ends a send would never come back from a wait for it.
      if (awaited > 0) throw new Error('The loop waits for what never comes.');
      for (let n = 0; n < Math.min(toldOf, submitted); n += 1) {
        view[cqes + 4 * n] = n;
        view[cqes + 4 * n + 2] = 10;
        view[3] = n + 1;
      }
      return submitted;
    },
    mmap: () => 4_096,
    addressOf: (bytes) => {
      params ??= new Int32Array(bytes.buffer);
      return 4_096;
    },
    memoryAt: () => memory.shift() ?? new ArrayBuffer(0),
    errno: () => 0,
  };
  return { libc, sent, enters: () => enters };
}

test('a ring whose sends never end is given up within bounds, and says of whom nothing is known (L9)', () => {
  const { libc, enters } = silentKernel(1);
  const ring = Ring.open(libc, 8, 0);
  const written: number[] = [];
  expect(ring.send([5, 6, 7], 0, 4_096, 10, written)).toBe(3);
  expect(written).toEqual([10, neverTold, neverTold]);
  expect(ring.isStuck).toBe(true);
  expect(enters()).toBeLessThan(20_000);
});

test('readers get on by another path when the ring got stuck; who may have been sent a part is let go (L9)', () => {
  const { libc, sent } = silentKernel(1);
  const told: string[] = [];
  const path = new UringPath(libc, Ring.open(libc, 8, 0), (text) => told.push(text));
  const letGo: number[] = [];
  const late: number[] = [];
  const due = new Due();
  const fds = Array.from({ length: 12 }, (_, n) => n + 100);
  for (const fd of fds) {
    const outlet = {
      fd,
      isClearFromNow: () => true,
      goOn: () => late.push(fd),
      cut: () => letGo.push(fd),
    };
    due.add(outlet as unknown as Outlet, fd, false);
  }
  const batch = { frames: Buffer.alloc(10) } as unknown as Batch;
  expect(path.name).toBe('uring');
  path.send(due, batch);
  // Eight were handed to the ring, of the first it was told.
  expect(letGo).toEqual(fds.slice(1, 8));
  expect(sent).toEqual(fds.slice(8));
  expect(late).toEqual([]);
  path.send(due, batch);
  expect(sent).toEqual([...fds.slice(8), ...fds]);
  expect(path.name).toBe('ffi');
  expect(told).toHaveLength(1);
});
