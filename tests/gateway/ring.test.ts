import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { loadLibc } from '../../src/gateway/fan-out/libc.ts';
import { sendFlags } from '../../src/gateway/fan-out/descriptor-path.ts';
import { Ring } from '../../src/gateway/fan-out/ring.ts';
import { pathsHere } from './paths-here.ts';

const slots = 8;
const [badDescriptor, wouldBlock] = [-9, -11];

/** TCP connections within this process, with both ends. */
class Pairs implements AsyncDisposable {
  readonly near: Socket[] = [];
  readonly far: Socket[] = [];
  private readonly server = createServer({ pauseOnConnect: true });

  static async open(count: number): Promise<Pairs> {
    const pairs = new Pairs();
    pairs.server.listen(0, '127.0.0.1');
    await once(pairs.server, 'listening');
    const { port } = pairs.server.address() as AddressInfo;
    while (pairs.near.length < count) {
      const accepted = once(pairs.server, 'connection');
      const far = connect(port, '127.0.0.1');
      const [near] = (await accepted) as [Socket];
      pairs.near.push(near);
      pairs.far.push(far);
    }
    return pairs;
  }

  get fds(): number[] {
    return this.near.map((socket) => (socket as unknown as { _handle: { fd: number } })._handle.fd);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of [...this.near, ...this.far]) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }
}

async function read(socket: Socket, bytes: number): Promise<string> {
  let text = '';
  while (text.length < bytes) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    text += chunk.toString('latin1');
  }
  return text;
}

const here = pathsHere.includes('uring') ? test : test.skip;

describe('the ring', () => {
  here(
    'sends to more descriptors than it has slots, round after round, each once and in order',
    async () => {
      const libc = await loadLibc();
      const ring = Ring.open(libc, slots, sendFlags);
      await using pairs = await Pairs.open(21);
      const { fds } = pairs;
      const rounds = 300;
      const arriving = pairs.far.map((far) => read(far, 4 * rounds));
      for (let round = 0; round < rounds; round += 1) {
        const bytes = Buffer.from(String(round).padStart(4, '0'));
        const written: number[] = [];
        for (let sent = 0; sent < fds.length;) {
          sent += ring.send(fds, sent, libc.addressOf(bytes), bytes.length, written);
        }
        expect(written).toEqual(fds.map(() => 4));
      }
      const expected = Array.from({ length: rounds }, (_, n) => String(n).padStart(4, '0')).join(
        '',
      );
      expect(new Set(await Promise.all(arriving))).toEqual(new Set([expected]));
    },
  );

  here('says of each what the kernel took: all, a part, nothing, or an error', async () => {
    const libc = await loadLibc();
    const ring = Ring.open(libc, slots, sendFlags);
    await using pairs = await Pairs.open(2);
    const [full = -1, empty = -1] = pairs.fds;
    pairs.far[0]?.pause();
    const bytes = Buffer.alloc(100_000, 'x');
    const address = libc.addressOf(bytes);
    const results: number[] = [];
    const written: number[] = [];
    while (results.at(-1) !== wouldBlock) {
      ring.send([full], 0, address, bytes.length, written);
      results.push(written[0] ?? 0);
      expect(results.length).toBeLessThan(1_000);
    }
    // A buffer seldom ends where a write ends: the last result is the part that the kernel took.
    expect(results.slice(0, -1).every((each) => each > 0)).toBe(true);
    expect(ring.send([full, -1, empty], 0, address, 10, written)).toBe(3);
    expect(written).toEqual([wouldBlock, badDescriptor, 10]);
  });
});
