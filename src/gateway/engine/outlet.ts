import { maxWaitingBytes } from '../reader-bounds.ts';
import { clearOutlets } from './clear-outlets.ts';
import type { Agreement } from './compression.ts';
import type { Guest } from './door.ts';
import { closeFrame, textFrame } from './frame.ts';
import {
  handleOf,
  isIdle,
  outletKey,
  seeItsEnd,
  type PlainTcp,
  type TcpHandle,
} from './plain-tcp.ts';

const maxCopiedBytes = 8 * 1024;
/** For the other side to answer a goodbye. */
const closingMs = 2_000;

/** Why a connection ended, in Socket.IO's words. */
export type Reason = 'transport close' | 'transport error' | 'ping timeout' | 'parse error';

type Listener = (...what: readonly unknown[]) => void;

/** Reads a connection's frames, whatever they are. False: no more until it has read this (see inlet.ts). */
export interface FrameReader {
  readonly read: (chunk: Buffer) => boolean;
}

/** Sends what outlets were told in a turn of the loop, at its end. */
export interface Outbox {
  readonly flushLater: (outlet: Outlet) => void;
  readonly left: (outlet: Outlet) => void;
}

/**
 * One reader's connection, from Socket.IO's packets down to the kernel: what Socket.IO takes for its Engine.IO
 * connection, and what the fan-out writes to. There is one for each reader, so it is one object with nothing
 * of the request but what decides who may read.
 */
export class Outlet {
  readonly protocol = 4;
  readyState: 'open' | 'closing' | 'closed' = 'open';
  /** How much came since the last ping (see hearing.ts); 0: it may be gone. */
  heard = 1;
  /** The heartbeat's own: where it is found. */
  beat = 0;
  slot = 0;
  /** Reads the frames that the short way cannot read; most readers never need one. */
  inlet: FrameReader | undefined;
  private readonly handle: TcpHandle | undefined;
  /** The descriptor, valid while `isClear`. */
  readonly fd: number;
  readonly address: string;
  readonly origin: string | undefined;
  readonly host: string | undefined;
  private pending: Buffer[] | undefined;
  private onData: Listener | undefined;
  private onError: Listener | undefined;
  private onClose: Listener | undefined;

  constructor(
    readonly id: string,
    readonly tcp: PlainTcp,
    readonly agreement: Agreement,
    private readonly outbox: Outbox,
    { address, origin, host }: Guest,
  ) {
    this.address = address;
    this.origin = origin;
    this.host = host;
    this.handle = handleOf(tcp);
    this.fd = this.handle?.fd ?? -1;
    tcp[outletKey] = this;
    seeItsEnd(tcp);
  }

  /**
   * Whether bytes put on the socket now come behind everything said before: nothing waits here or in the stream,
   * and the connection is open. The descriptor is this connection's as long as that holds.
   */
  get isClear(): boolean {
    const { tcp } = this;
    return (
      this.handle !== undefined &&
      isIdle(tcp, this.handle) &&
      this.pending === undefined &&
      this.readyState === 'open'
    );
  }

  /** The same, and found in `clearOutlets` as long as it holds. */
  isClearFromNow(): boolean {
    const { isClear } = this;
    if (isClear) clearOutlets.add(this);
    return isClear;
  }

  /** Can read a frame that was compressed for all. */
  get deflates(): boolean {
    return this.agreement.deflates;
  }

  /** libuv's handle, to be used while `isClear`; undefined where there is no way past the stream. */
  get clearHandle(): TcpHandle | undefined {
    return this.handle;
  }

  /** It does not read: what was said to it waits. Until `onDrained` it should be told nothing more. */
  get isFull(): boolean {
    if (this.isClear) return false;
    let waiting = this.tcp.writableLength;
    if (this.pending !== undefined) for (const { length } of this.pending) waiting += length;
    return waiting > maxWaitingBytes;
  }

  /** Calls once, later, when nothing waits any more. */
  onDrained(listener: () => void): () => void {
    this.flush();
    const { tcp } = this;
    // What the kernel took at once is followed by no event.
    if (tcp.writableLength === 0) {
      const soon = setImmediate(listener);
      return () => clearImmediate(soon);
    }
    // As many as a reader has feeds, and more: the emitter need not warn of them.
    tcp.setMaxListeners(0);
    tcp.once('drain', listener);
    return () => tcp.off('drain', listener);
  }

  /** Whole frames, behind everything said before, at the end of this turn. */
  say(frames: Buffer): void {
    if (this.readyState !== 'open') return;
    if (this.pending !== undefined) {
      this.pending.push(frames);
      return;
    }
    clearOutlets.remove(this);
    this.pending = [frames];
    this.outbox.flushLater(this);
  }

  /**
   * `written` is what send(2) returned for these frames: the number of bytes it took, or a negative error, which means
   * none (the kernel's buffer is full, or the connection is broken, which the stream will notice). The rest of the frames
   * goes through the stream.
   */
  goOn(frames: Buffer, written: number): void {
    clearOutlets.remove(this);
    this.tcp.write(written > 0 ? frames.subarray(written) : frames);
  }

  /** Says what is to be said in one write. */
  flush(): void {
    const { pending, tcp } = this;
    this.pending = undefined;
    if (pending === undefined || this.readyState === 'closed') return;
    const [first] = pending;
    const isOne = pending.length === 1 && first !== undefined;
    // A copy is cheaper than a list for the kernel, as long as it is short.
    const bytes = pending.reduce((sum, { length }) => sum + length, 0);
    if (isOne) tcp.write(first);
    else if (bytes <= maxCopiedBytes) tcp.write(Buffer.concat(pending, bytes));
    else {
      tcp.cork();
      for (const frames of pending) tcp.write(frames);
      tcp.uncork();
    }
  }

  /** Ends in order: what was said goes out, then the goodbye (RFC 6455 §7.1). */
  close(code = 1000): void {
    if (this.readyState !== 'open') return;
    this.flush();
    clearOutlets.remove(this);
    this.readyState = 'closing';
    this.tcp.write(closeFrame(code));
    this.tcp.end();
    const timer = setTimeout(() => this.tcp.destroy(), closingMs);
    this.tcp.once('close', () => clearTimeout(timer));
  }

  /** Ends at once; what waits is lost. */
  cut(): void {
    this.tcp.destroy();
  }

  /** It is over, whoever ended it. */
  ended(reason: Reason, error?: Error): void {
    if (this.readyState === 'closed') return;
    clearOutlets.remove(this);
    this.readyState = 'closed';
    this.pending = undefined;
    this.inlet = undefined;
    this.outbox.left(this);
    this.onClose?.(reason, error);
  }

  /** A Socket.IO packet, or a part of one, from the reader. */
  take(packet: string | Buffer): void {
    this.onData?.(packet);
  }

  // What Socket.IO asks of its Engine.IO connection.

  get transport(): { readonly writable: boolean } {
    return { writable: this.isClear };
  }

  /** Made when it is asked for, and kept by nobody. */
  get request() {
    const { origin, host } = this;
    const headers = { ...(origin === undefined ? {} : { origin }), host };
    return { headers, url: '', _query: {}, connection: { encrypted: false } };
  }

  get remoteAddress(): string | undefined {
    return undefined;
  }

  write(packet: string): this {
    this.say(textFrame(Buffer.from(`4${packet}`)));
    return this;
  }

  /** One listener an event is all that Socket.IO needs: an emitter for each reader would be 500 bytes for each. */
  on(event: string, listener: Listener): this {
    if (event === 'data') this.onData = listener;
    else if (event === 'error') this.onError = listener;
    else if (event === 'close') this.onClose = listener;
    return this;
  }

  removeListener(event: string, listener: Listener): this {
    if (event === 'data' && this.onData === listener) this.onData = undefined;
    else if (event === 'error' && this.onError === listener) this.onError = undefined;
    else if (event === 'close' && this.onClose === listener) this.onClose = undefined;
    return this;
  }
}

/** The outlet of a TCP socket, once it has one: only outlets put themselves there. */
export function outletOf(tcp: PlainTcp): Outlet | undefined {
  return tcp[outletKey] as Outlet | undefined;
}
