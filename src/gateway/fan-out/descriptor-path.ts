import { clearOutlets } from '../engine/clear-outlets.ts';
import type { Batch } from './batch.ts';
import { Due } from './due.ts';
import type { Libc } from './libc.ts';
import { framesFor, Path } from './path.ts';

/** `MSG_DONTWAIT | MSG_NOSIGNAL`, as Linux numbers them. */
export const sendFlags = 0x4040;

/**
 * A path that writes by system calls on the readers' descriptors. For a reader that is known to be clear, no object of
 * the reader is read: those objects are scattered over memory, and reading them was a twelfth of the cost of a delivery
 * at ten thousand readers. Bytes that the kernel does not take go through the stream, which keeps order and
 * backpressure.
 */
export abstract class DescriptorPath extends Path {
  /** Used within one call of `send`; kept, so that no list is allocated. */
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

  /** Sends frames to outlets that are all clear. Bytes that were not written are passed to `Outlet.goOn`. */
  protected abstract sendFrames(due: Due, frames: Buffer): void;
}

/** Calls `send(2)` for each reader from index `from` on. Bytes that were not written are passed to `Outlet.goOn`. */
export function sendEach(libc: Libc, { outlets, fds }: Due, frames: Buffer, from = 0): void {
  const { send, addressOf } = libc;
  const { length } = frames;
  const address = addressOf(frames);
  for (let n = from; n < fds.length; n += 1) {
    const written = send(fds[n] ?? -1, address, length, sendFlags);
    if (written < length) outlets[n]?.goOn(frames, written);
  }
}
