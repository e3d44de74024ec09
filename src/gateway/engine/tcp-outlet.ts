import { maxWaitingBytes } from '../reader-bounds.ts';
import { clearOutlets } from './clear-outlets.ts';
import {
  handleOf,
  isIdle,
  outletKey,
  seeItsEnd,
  type PlainTcp,
  type TcpHandle,
} from './plain-tcp.ts';

const maxCopiedBytes = 8 * 1024;

/**
 * One reader's TCP connection, with bytes that the fan-out, the reader's protocol and Node itself write to it. A
 * subclass adds the protocol. The order of the bytes is kept: the descriptor is written to only while no bytes wait
 * here or in the stream, and everything else goes through the stream.
 */
export abstract class TcpOutlet {
  private readonly handle: TcpHandle | undefined;
  /** The file descriptor, valid while `isClear`; -1 where the stream cannot be bypassed. */
  readonly fd: number;
  private pending: Buffer[] | undefined;

  constructor(readonly tcp: PlainTcp) {
    this.handle = handleOf(tcp);
    this.fd = this.handle?.fd ?? -1;
    tcp[outletKey] = this;
    seeItsEnd(tcp);
  }

  /** Frames may be written: the protocol has not ended the connection. */
  protected abstract readonly isOpen: boolean;

  /** Calls `flush` at the end of this turn of the event loop. */
  protected abstract flushLater(): void;

  /**
   * True when bytes written to the descriptor now arrive behind everything written before: the connection is open, and
   * no bytes wait here or in the stream. While this holds, the descriptor belongs to this connection.
   */
  get isClear(): boolean {
    const { tcp } = this;
    return (
      this.handle !== undefined &&
      isIdle(tcp, this.handle) &&
      this.pending === undefined &&
      this.isOpen
    );
  }

  /** Like `isClear`; a clear outlet is also added to `clearOutlets`, where it stays until it is clear no longer. */
  isClearFromNow(): boolean {
    const { isClear } = this;
    if (isClear) clearOutlets.add(this);
    return isClear;
  }

  /** libuv's handle, to be used while `isClear`; undefined where the stream cannot be bypassed. */
  get clearHandle(): TcpHandle | undefined {
    return this.handle;
  }

  /** More than `maxWaitingBytes` wait because the client does not read. Write nothing more until `onDrained` calls. */
  get isFull(): boolean {
    if (this.isClear) return false;
    let waiting = this.tcp.writableLength;
    if (this.pending !== undefined) for (const { length } of this.pending) waiting += length;
    return waiting > maxWaitingBytes;
  }

  /** Calls the listener once, in a later turn, when no bytes wait in the stream any more. Returns its undo. */
  onDrained(listener: () => void): () => void {
    this.flush();
    const { tcp } = this;
    // The kernel took all bytes at once, so the stream will emit no `drain` event.
    if (tcp.writableLength === 0) {
      const soon = setImmediate(listener);
      return () => clearImmediate(soon);
    }
    // There may be a listener for each feed and more: this switches the emitter's leak warning off.
    tcp.setMaxListeners(0);
    tcp.once('drain', listener);
    return () => tcp.off('drain', listener);
  }

  /**
   * Writes whole frames at the end of this turn, behind everything written before. Does nothing once it is not open.
   */
  say(frames: Buffer): void {
    if (!this.isOpen) return;
    if (this.pending !== undefined) {
      this.pending.push(frames);
      return;
    }
    clearOutlets.remove(this);
    this.pending = [frames];
    this.flushLater();
  }

  /**
   * `written` is what send(2) returned for these frames: the number of bytes it took, or a negative error, which means
   * none (the kernel's buffer is full, or the connection is broken, which the stream will notice). The rest of the
   * frames goes through the stream.
   */
  goOn(frames: Buffer, written: number): void {
    clearOutlets.remove(this);
    this.tcp.write(written > 0 ? frames.subarray(written) : frames);
  }

  /** Writes the pending frames to the stream, in one write. */
  flush(): void {
    const { pending, tcp } = this;
    this.pending = undefined;
    if (pending === undefined || !this.isOpen) return;
    const [first] = pending;
    const isOne = pending.length === 1 && first !== undefined;
    // For few bytes, copying them together is cheaper than a write with a list of buffers.
    const bytes = pending.reduce((sum, { length }) => sum + length, 0);
    if (isOne) tcp.write(first);
    else if (bytes <= maxCopiedBytes) tcp.write(Buffer.concat(pending, bytes));
    else {
      tcp.cork();
      for (const frames of pending) tcp.write(frames);
      tcp.uncork();
    }
  }

  /** Ends at once; what waits is lost. */
  cut(): void {
    this.tcp.destroy();
  }

  /** From now on the descriptor is left alone, and pending frames are forgotten. */
  protected leaveClear(): void {
    clearOutlets.remove(this);
    this.pending = undefined;
  }
}
