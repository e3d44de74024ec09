import { loadLibc, type Libc } from './libc.ts';
import { DescriptorPath, sendEach, sendFlags } from './descriptor-path.ts';
import type { Due } from './due.ts';
import type { PathName } from './path.ts';
import { neverTold, Ring } from './ring.ts';

/** As many as Audience sends to at a time. */
const slots = 64;

/**
 * Submits the sends to many readers with one system call, by io_uring. If the ring gets stuck, `send(2)` is used for
 * each reader from then on. A reader whose send was not completed is disconnected, because it is unknown which bytes it
 * received; it reconnects with its position.
 */
export class UringPath extends DescriptorPath {
  /** Used within one call of `sendFrames`; kept, so that no list is allocated. */
  private readonly written: number[] = [];
  /** Frames that a stuck ring may still read: the reference keeps their memory valid. */
  private kept: Buffer | undefined;

  constructor(
    private readonly libc: Libc,
    private readonly ring: Pick<Ring, 'send' | 'isStuck'>,
    private readonly report: (text: string) => void,
  ) {
    super();
  }

  /** Throws where io_uring cannot be used: kernels before 5.6, and containers that forbid it. */
  static async load(report: (text: string) => void): Promise<UringPath> {
    const libc = await loadLibc();
    // One ring per process, because its memory is never freed.
    ring ??= Ring.open(libc, slots, sendFlags);
    if (ring.isStuck) throw new Error('it got stuck in this process');
    return new UringPath(libc, ring, report);
  }

  override get name(): PathName {
    return this.ring.isStuck ? 'ffi' : 'uring';
  }

  protected override sendFrames(due: Due, frames: Buffer): void {
    const { libc, written } = this;
    const { outlets, fds } = due;
    const { length } = frames;
    const address = libc.addressOf(frames);
    let sent = 0;
    while (sent < fds.length && !this.ring.isStuck) {
      sent += this.ring.send(fds, sent, address, length, written);
    }
    for (let n = 0; n < sent; n += 1) {
      const bytes = written[n] ?? 0;
      if (bytes === neverTold) outlets[n]?.cut();
      else if (bytes < length) outlets[n]?.goOn(frames, bytes);
    }
    if (!this.ring.isStuck) return;
    if (this.kept === undefined) this.leaveRing(frames);
    sendEach(libc, due, frames, sent);
  }

  private leaveRing(frames: Buffer): void {
    this.kept = frames;
    this.report('The fan-out path "uring" got stuck in the kernel and is left: "ffi" goes on.');
  }
}

let ring: Ring | undefined;
