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
/** How long the client may take to answer a close frame. */
const closingMs = 2_000;

/** Why a connection ended, in Socket.IO's words. */
export type Reason = 'transport close' | 'transport error' | 'ping timeout' | 'parse error';

type Listener = (...what: readonly unknown[]) => void;

/** Reads a connection's frames, whatever they are. False: no more until it has read this (see inlet.ts). */
export interface FrameReader {
  readonly isBetweenMessages: boolean;
  readonly read: (chunk: Buffer) => boolean;
}

/** Flushes, at the end of a turn of the event loop, the outlets that were written to in this turn. */
export interface Outbox {
  readonly flushLater: (outlet: Outlet) => void;
  readonly left: (outlet: Outlet) => void;
  /** See hearing.ts. */
  readonly hearing: Readonly<{ hears(outlet: Outlet): boolean; rest(outlet: Outlet): void }>;
}

/**
 * One reader's connection, from Socket.IO's packets down to the kernel. Socket.IO uses it as its Engine.IO connection,
 * and the fan-out writes to it. Every reader has one, so it is a single small object; of the request it keeps only
 * what decides which feeds may be read.
 */
export class Outlet {
  readonly protocol = 4;
  readyState: 'open' | 'closing' | 'closed' = 'open';
  /** Chunks and messages received since the last ping (see hearing.ts). 0 at the next ping: the connection is dead. */
  heard = 1;
  /** Written by Heartbeat alone: the list this outlet is in, and its place there. */
  beat = 0;
  slot = 0;
  /** Reads the frames that `readShortFrames` cannot read; most connections never need one. */
  inlet: FrameReader | undefined;
  private readonly handle: TcpHandle | undefined;
  /** The file descriptor, valid while `isClear`; -1 where the stream cannot be bypassed. */
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
    readonly outbox: Outbox,
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
   * True when bytes written to the descriptor now arrive behind everything written before: the connection is open, and
   * no bytes wait here or in the stream. While this holds, the descriptor belongs to this connection.
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

  /** Like `isClear`; a clear outlet is also added to `clearOutlets`, where it stays until it is clear no longer. */
  isClearFromNow(): boolean {
    const { isClear } = this;
    if (isClear) clearOutlets.add(this);
    return isClear;
  }

  /** The client can decompress the shared compressed frame. */
  get deflates(): boolean {
    return this.agreement.deflates;
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
    if (pending === undefined || this.readyState === 'closed') return;
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

  /** Closes in order: pending frames are written first, then the close frame (RFC 6455 §7.1). */
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

  /** Passes a Socket.IO packet of the client, or the binary part of one, to Socket.IO. */
  take(packet: string | Buffer): void {
    this.onData?.(packet);
  }

  // The members that Socket.IO uses of its Engine.IO connection.

  get transport(): { readonly writable: boolean } {
    return { writable: this.isClear };
  }

  /** Created at each call and not kept: a stored request would cost memory per connection. */
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

  /** Keeps one listener per event, as Socket.IO needs no more: an EventEmitter would cost 500 bytes per connection. */
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

/** The outlet of a TCP socket, if it has one. The cast is safe: only the constructor of Outlet writes this key. */
export function outletOf(tcp: PlainTcp): Outlet | undefined {
  return tcp[outletKey] as Outlet | undefined;
}
