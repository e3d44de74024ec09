import type { Outlet } from '../engine/outlet.ts';
import type { Batch } from './batch.ts';
import { framesFor, Path } from './path.ts';

/** `MSG_DONTWAIT | MSG_NOSIGNAL`, as Linux numbers them. */
export const sendFlags = 0x4040;

/**
 * A path by system calls on the readers' descriptors. Who is clear to write to is found out for all before the
 * first call: what is read of one reader after the other lies all over the memory, and comes faster when the
 * kernel is not in between. What the kernel does not take goes on through the stream, so that backpressure and
 * order are as ever.
 */
export abstract class DescriptorPath extends Path {
  /** Of one call of `send`, kept for the next. */
  private readonly plain: Outlet[] = [];
  private readonly deflating: Outlet[] = [];

  override send(outlets: readonly Outlet[], batch: Batch): void {
    const { plain, deflating } = this;
    plain.length = deflating.length = 0;
    for (const outlet of outlets) {
      if (!outlet.isClear) outlet.say(framesFor(outlet, batch));
      else if (outlet.deflates) deflating.push(outlet);
      else plain.push(outlet);
    }
    if (plain.length > 0) this.sendFrames(plain, batch.frames);
    if (deflating.length > 0) this.sendFrames(deflating, batch.deflatedFrames);
  }

  /** To outlets that are all clear; what of it was not written is handed to `sendRest`. */
  protected abstract sendFrames(outlets: readonly Outlet[], frames: Buffer): void;

  /** `written`: what send(2) said; nothing or an error (the kernel's buffer is full, or the connection broke: the
   * stream will notice), or a part. */
  protected sendRest({ tcp }: Outlet, frames: Buffer, written: number): void {
    tcp.write(written > 0 ? frames.subarray(written) : frames);
  }
}
