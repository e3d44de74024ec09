import { clearOutlets } from '../engine/clear-outlets.ts';
import type { Batch } from './batch.ts';
import { Due } from './due.ts';
import type { Libc } from './libc.ts';
import { framesFor, Path } from './path.ts';

/** `MSG_DONTWAIT | MSG_NOSIGNAL`, as Linux numbers them. */
export const sendFlags = 0x4040;

/**
 * A path by system calls on the readers' descriptors. Nothing of a reader is touched that is known to be clear: what
 * is read of one after the other lies all over the memory, which was a twelfth of a delivery at ten thousand readers.
 * What the kernel does not take goes on through the stream, so that backpressure and order are as ever.
 */
export abstract class DescriptorPath extends Path {
  /** Of one call of `send`, kept for the next. */
  private readonly plain = new Due();
  private readonly deflating = new Due();

  override send({ outlets, fds, deflates }: Due, batch: Batch): void {
    const { plain, deflating } = this;
    plain.clear();
    deflating.clear();
    for (let n = 0; n < outlets.length; n += 1) {
      const outlet = outlets[n];
      const fd = fds[n] ?? -1;
      const isDeflating = deflates[n] === true;
      if (outlet === undefined) continue;
      if (!clearOutlets.has(outlet, fd) && !outlet.isClearFromNow()) {
        outlet.say(framesFor(outlet, batch));
      } else (isDeflating ? deflating : plain).add(outlet, fd, isDeflating);
    }
    if (plain.size > 0) this.sendFrames(plain, batch.frames);
    if (deflating.size > 0) this.sendFrames(deflating, batch.deflatedFrames);
  }

  /** To outlets that are all clear; with what of it was not written the outlet goes on. */
  protected abstract sendFrames(due: Due, frames: Buffer): void;
}

/** One `send(2)` for each, from the place `from` on; with what was not written the outlet goes on. */
export function sendEach(libc: Libc, { outlets, fds }: Due, frames: Buffer, from = 0): void {
  const { send, addressOf } = libc;
  const { length } = frames;
  const address = addressOf(frames);
  for (let n = from; n < fds.length; n += 1) {
    const written = send(fds[n] ?? -1, address, length, sendFlags);
    if (written < length) outlets[n]?.goOn(frames, written);
  }
}
