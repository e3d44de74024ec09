import { loadLibc, type Libc } from './libc.ts';
import { DescriptorPath, sendEach } from './descriptor-path.ts';
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

  protected override sendFrames(due: Due, frames: Buffer): void {
    sendEach(this.libc, due, frames);
  }
}
