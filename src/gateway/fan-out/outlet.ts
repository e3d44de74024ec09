import type { Socket as TcpSocket } from 'node:net';
import type { Server, Socket } from 'socket.io';
import type { ClientEvents, ServerEvents } from '../../feed/wire.ts';
import type { Batch } from './batch.ts';
import type { Message } from './message.ts';

export type ReaderServer = Server<ClientEvents, ServerEvents>;
export type ReaderSocket = Socket<ClientEvents, ServerEvents>;

/** libuv's end of a TCP connection. */
export interface TcpHandle {
  readonly fd: number;
  /** Bytes libuv holds because the kernel would not take them. */
  readonly writeQueueSize: number;
  /** 0, or a negative error. */
  readonly writeBuffer: (request: object, buffer: Buffer) => number;
}

/**
 * A reader's connection as the paths see it, from Socket.IO down to the kernel. The only file that knows the
 * private fields on the way (engine.io 6.6, ws 8, Node's net); `looksRight` says whether they are as expected.
 */
export class Outlet {
  private readonly conn: Conn;
  private readonly webSocket: WebSocket | undefined;
  /** Undefined where bytes cannot go past the layers above: TLS in this process, or unknown internals. */
  readonly tcp: PlainTcp | undefined;
  private readonly handle: TcpHandle | undefined;
  readonly fd: number;
  /** Negotiated permessage-deflate so that a frame compressed for all is one it can read. */
  readonly deflates: boolean;

  constructor(socket: ReaderSocket) {
    this.conn = socket.conn as unknown as Conn;
    this.webSocket = this.conn.transport.socket;
    const tcp = this.webSocket?._socket;
    const isPlain = tcp?._handle?.constructor.name === 'TCP' && tcp._handle.fd >= 0;
    this.tcp = isPlain ? tcp : undefined;
    this.handle = this.tcp?._handle ?? undefined;
    this.fd = this.handle?.fd ?? -1;
    const extensions = this.webSocket?.extensions ?? '';
    // A smaller window than ours was asked for: such a reader gets plain frames, which are always allowed.
    this.deflates =
      extensions.includes('permessage-deflate') && !extensions.includes('server_max_window_bits');
  }

  /**
   * Whether bytes put on the socket now come behind everything said before: nothing waits in engine.io, in ws,
   * or in the stream, and the connection is open. The descriptor is this connection's as long as that holds.
   */
  get isClear(): boolean {
    const { conn, webSocket, tcp } = this;
    return (
      tcp !== undefined &&
      tcp._handle === this.handle &&
      tcp._writableState.length === 0 &&
      conn.transport.writable &&
      conn.writeBuffer.length === 0 &&
      conn._readyState === 'open' &&
      webSocket?._readyState === 1 &&
      this.handle !== undefined
    );
  }

  /** Where `isClear`: libuv's handle. */
  get clearHandle(): TcpHandle | undefined {
    return this.handle;
  }

  /** What waits in engine.io's queue: the backlog of a reader that stopped reading. `ws.bufferedAmount` does not show it. */
  get waitingPackets(): number {
    return this.conn.writeBuffer.length;
  }

  /** What this reader is to be sent of a batch. */
  framesOf(batch: Batch): Buffer {
    return this.deflates ? batch.deflatedFrames : batch.frames;
  }

  /** The way every connection has: through engine.io, behind everything said before. */
  queue(message: Message): void {
    const frame = this.deflates ? message.deflated : message.frame;
    this.conn.write(message.packet, { wsPreEncodedFrame: [frame] });
  }

  /** Whether the private fields are what this file takes them for. */
  get looksRight(): boolean {
    const { conn, webSocket, tcp } = this;
    return (
      conn._readyState === 'open' &&
      Array.isArray(conn.writeBuffer) &&
      typeof conn.transport.writable === 'boolean' &&
      webSocket?._readyState === 1 &&
      typeof webSocket._sender?.sendFrame === 'function' &&
      typeof tcp?._writableState.length === 'number' &&
      typeof this.handle?.writeQueueSize === 'number' &&
      typeof this.handle.writeBuffer === 'function'
    );
  }
}

type PlainTcp = Pick<TcpSocket, 'write'> & {
  readonly _handle: (TcpHandle & { readonly constructor: { readonly name: string } }) | null;
  readonly _writableState: { readonly length: number };
};

interface WebSocket {
  readonly _readyState: number;
  readonly _socket: PlainTcp;
  readonly _sender?: { readonly sendFrame?: unknown };
  readonly extensions: string;
}

interface Conn {
  readonly _readyState: string;
  readonly writeBuffer: readonly unknown[];
  readonly transport: { readonly writable: boolean; readonly socket?: WebSocket };
  readonly write: (packet: string, options: { readonly wsPreEncodedFrame: Buffer[] }) => void;
}
