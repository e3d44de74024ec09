import type { Batch } from './batch.ts';
import type { Outlet } from '../engine/outlet.ts';
import { framesFor, Path, StockPath } from './path.ts';

/** `MSG_DONTWAIT | MSG_NOSIGNAL`, as Linux numbers them. */
const flags = 0x4040;

type Send = (fd: number, address: number, length: number, flags: number) => number;

/**
 * One `send(2)` a reader, called without a compiler through koffi: some 50 ns more than from C. What the
 * kernel does not take goes on through the stream, so that backpressure and order are as ever.
 */
export class FfiPath extends Path {
  override readonly name = 'ffi';
  private readonly stock = new StockPath();
  private frames: Buffer | undefined;
  private address = 0;

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

  override send(outlet: Outlet, batch: Batch): void {
    if (!outlet.isClear) {
      this.stock.send(outlet, batch);
      return;
    }
    const frames = framesFor(outlet, batch);
    // The same for reader after reader; kept, so that the memory stays where it is.
    if (frames !== this.frames) {
      this.frames = frames;
      this.address = this.addressOf(frames);
    }
    const written = this.libcSend(outlet.fd, this.address, frames.length, flags);
    if (written === frames.length) return;
    // Nothing (the kernel's buffer is full, or the connection broke: the stream will notice), or a part.
    outlet.tcp.write(written > 0 ? frames.subarray(written) : frames);
  }
}
