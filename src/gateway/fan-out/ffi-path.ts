import type { Outlet } from '../engine/outlet.ts';
import { loadLibc, type Libc } from './libc.ts';
import { DescriptorPath, sendFlags } from './descriptor-path.ts';

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

  protected override sendFrames(outlets: readonly Outlet[], frames: Buffer): void {
    const { send, addressOf } = this.libc;
    const { length } = frames;
    const address = addressOf(frames);
    for (const outlet of outlets) {
      const written = send(outlet.fd, address, length, sendFlags);
      if (written < length) this.sendRest(outlet, frames, written);
    }
  }
}
