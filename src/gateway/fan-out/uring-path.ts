import { loadLibc, type Libc } from './libc.ts';
import { DescriptorPath, sendFlags } from './descriptor-path.ts';
import type { Due } from './due.ts';
import { Ring } from './ring.ts';

/** As many as are looked up at a time (see Audience). */
const slots = 64;

/** One system call for many readers: their sends, handed to the kernel in an io_uring. */
export class UringPath extends DescriptorPath {
  override readonly name = 'uring';
  /** Of one call of `sendFrames`, kept for the next. */
  private readonly written: number[] = [];

  private constructor(
    private readonly libc: Libc,
    private readonly ring: Ring,
  ) {
    super();
  }

  /** Throws where it cannot be had: kernels before 5.6, containers that keep io_uring from their programs. */
  static async load(): Promise<UringPath> {
    const libc = await loadLibc();
    // One for the process: its memory is never given back.
    ring ??= Ring.open(libc, slots, sendFlags);
    return new UringPath(libc, ring);
  }

  protected override sendFrames({ outlets, fds }: Due, frames: Buffer): void {
    const { written } = this;
    const { length } = frames;
    const address = this.libc.addressOf(frames);
    for (let sent = 0; sent < fds.length;) {
      sent += this.ring.send(fds, sent, address, length, written);
    }
    for (let n = 0; n < fds.length; n += 1) {
      const bytes = written[n] ?? 0;
      if (bytes < length) outlets[n]?.goOn(frames, bytes);
    }
  }
}

let ring: Ring | undefined;
