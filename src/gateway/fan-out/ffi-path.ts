import type { Batch } from './batch.ts';
import type { Outlet } from '../engine/outlet.ts';
import { framesFor, Path } from './path.ts';

/** `MSG_DONTWAIT | MSG_NOSIGNAL`, as Linux numbers them. */
const flags = 0x4040;

type Send = (fd: number, address: number, length: number, flags: number) => number;

/**
 * One `send(2)` a reader, called without a compiler through koffi: some 50 ns more than from C. What the
 * kernel does not take goes on through the stream, so that backpressure and order are as ever.
 */
export class FfiPath extends Path {
  override readonly name = 'ffi';
  /** Of one call of `send`, kept for the next. */
  private readonly plain: Outlet[] = [];
  private readonly deflating: Outlet[] = [];

  private constructor(
    private readonly libcSend: Send,
    private readonly addressOf: (buffer: Buffer) => number,
  ) {
    super();
  }

  /** Throws where it cannot be had: another system than Linux, no koffi for this platform. */
  static async load(): Promise<FfiPath> {
    if (process.platform !== 'linux') throw new Error(`send(2) is called on Linux only`);
    const { default: koffi } = await import('koffi');
    const libcSend = koffi
      .load(null)
      .func('int64_t send(int fd, uintptr_t buffer, size_t length, int flags)') as unknown as Send;
    return new FfiPath(libcSend, (buffer) => Number(koffi.address(buffer)));
  }

  override send(outlets: readonly Outlet[], batch: Batch): void {
    const { plain, deflating } = this;
    plain.length = deflating.length = 0;
    // Who is clear is found out before the first call: what is read of one reader after the other lies all over
    // the memory, and comes faster when the kernel is not in between.
    for (const outlet of outlets) {
      if (!outlet.isClear) outlet.say(framesFor(outlet, batch));
      else if (outlet.deflates) deflating.push(outlet);
      else plain.push(outlet);
    }
    if (plain.length > 0) this.sendFrames(plain, batch.frames);
    if (deflating.length > 0) this.sendFrames(deflating, batch.deflatedFrames);
  }

  private sendFrames(outlets: readonly Outlet[], frames: Buffer): void {
    const { libcSend } = this;
    const { length } = frames;
    const address = this.addressOf(frames);
    for (const outlet of outlets) {
      const written = libcSend(outlet.fd, address, length, flags);
      // Nothing (the kernel's buffer is full, or the connection broke: the stream will notice), or a part.
      if (written < length) outlet.tcp.write(written > 0 ? frames.subarray(written) : frames);
    }
  }
}
