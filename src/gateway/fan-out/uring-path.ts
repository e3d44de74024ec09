import { loadLibc, type Libc } from './libc.ts';
import { DescriptorPath, sendEach, sendFlags } from './descriptor-path.ts';
import type { Due } from './due.ts';
import type { PathName } from './path.ts';
import { neverTold, Ring } from './ring.ts';

/** As many as are looked up at a time (see Audience). */
const slots = 64;

/**
 * One system call for many readers: their sends, handed to the kernel in an io_uring. When that gets stuck, for good one
 * call for each; readers of whom it is not known what they were sent are let go, and come back with their position.
 */
export class UringPath extends DescriptorPath {
  /** Of one call of `sendFrames`, kept for the next. */
  private readonly written: number[] = [];
  /** What a stuck ring may still read, so that it stays where it is. */
  private kept: Buffer | undefined;

  constructor(
    private readonly libc: Libc,
    private readonly ring: Pick<Ring, 'send' | 'isStuck'>,
    private readonly report: (text: string) => void,
  ) {
    super();
  }

  /** Throws where it cannot be had: kernels before 5.6, containers that keep io_uring from their programs. */
  static async load(report: (text: string) => void): Promise<UringPath> {
    const libc = await loadLibc();
    // One for the process: its memory is never given back.
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
