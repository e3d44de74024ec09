import { loadLibc, type Libc } from './libc.ts';
import { DescriptorPath, sendEach } from './descriptor-path.ts';
import type { Due } from './due.ts';

/** One `send(2)` per reader, called through koffi: nothing is compiled at installation. */
export class FfiPath extends DescriptorPath {
  override readonly name = 'ffi';

  private constructor(private readonly libc: Libc) {
    super();
  }

  /** Throws where libc cannot be loaded (see `loadLibc`). */
  static async load(): Promise<FfiPath> {
    return new FfiPath(await loadLibc());
  }

  protected override sendFrames(due: Due, frames: Buffer): void {
    sendEach(this.libc, due, frames);
  }
}
