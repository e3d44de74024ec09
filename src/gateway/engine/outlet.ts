import type { Agreement } from './compression.ts';
import type { Guest } from './door.ts';
import { closeFrame, textFrame } from './frame.ts';
import { outletKey, type PlainTcp } from './plain-tcp.ts';
import { TcpOutlet } from './tcp-outlet.ts';

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
export class Outlet extends TcpOutlet {
  readonly protocol = 4;
  readyState: 'open' | 'closing' | 'closed' = 'open';
  /** Chunks and messages received since the last ping (see hearing.ts). 0 at the next ping: the connection is dead. */
  heard = 1;
  /** Written by Heartbeat alone: the list this outlet is in, and its place there. */
  beat = 0;
  slot = 0;
  /** Reads the frames that `readShortFrames` cannot read; most connections never need one. */
  inlet: FrameReader | undefined;
  readonly address: string;
  readonly origin: string | undefined;
  readonly host: string | undefined;
  private onData: Listener | undefined;
  private onError: Listener | undefined;
  private onClose: Listener | undefined;

  constructor(
    readonly id: string,
    tcp: PlainTcp,
    readonly agreement: Agreement,
    readonly outbox: Outbox,
    { address, origin, host }: Guest,
  ) {
    super(tcp);
    this.address = address;
    this.origin = origin;
    this.host = host;
  }

  protected override get isOpen(): boolean {
    return this.readyState === 'open';
  }

  protected override flushLater(): void {
    this.outbox.flushLater(this);
  }

  /** The client can decompress the shared compressed frame. */
  get deflates(): boolean {
    return this.agreement.deflates;
  }

  /** Closes in order: pending frames are written first, then the close frame (RFC 6455 §7.1). */
  close(code = 1000): void {
    if (this.readyState !== 'open') return;
    this.flush();
    this.leaveClear();
    this.readyState = 'closing';
    this.tcp.write(closeFrame(code));
    this.tcp.end();
    const timer = setTimeout(() => this.tcp.destroy(), closingMs);
    this.tcp.once('close', () => clearTimeout(timer));
  }

  /** It is over, whoever ended it. */
  ended(reason: Reason, error?: Error): void {
    if (this.readyState === 'closed') return;
    this.leaveClear();
    this.readyState = 'closed';
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

/** The outlet of a TCP socket, if it has one. The cast is safe: it is asked for of WebSockets alone. */
export function outletOf(tcp: PlainTcp): Outlet | undefined {
  return tcp[outletKey] as Outlet | undefined;
}
