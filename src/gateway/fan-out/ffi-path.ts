import { loadLibc, type Libc } from './libc.ts';
import { DescriptorPath, sendFlags } from './descriptor-path.ts';
import type { Due } from './due.ts';

/** One `send(2)` a reader, called without a compiler. */
export class FfiPath extends DescriptorPath {
  override readonly name = 'ffi';

  private constructor(private readonly libc: Libc) {
    super();
  }

  /** Throws where it cannot be had. */
  static async load(): Promise<FfiPath> {
    return new FfiPath(await loadLibc());
  }

  protected override sendFrames({ outlets, fds }: Due, frames: Buffer): void {
    const { send, addressOf } = this.libc;
    const { length } = frames;
    const address = addressOf(frames);
    for (let n = 0; n < fds.length; n += 1) {
      const written = send(fds[n] ?? -1, address, length, sendFlags);
      if (written < length) outlets[n]?.goOn(frames, written);
    }
  }
}
