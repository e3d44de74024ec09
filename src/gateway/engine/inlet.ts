import type { Writable } from 'node:stream';
import { extensionsOf } from './compression.ts';
import { pongFrame } from './frame.ts';
import { hears } from './hearing.ts';
import type { Outlet } from './outlet.ts';
import { Receiver } from './ws-parts.ts';

const maxFragments = 64;

/**
 * A complete reader of one connection's WebSocket frames, made for those that send what is not usual: fragments,
 * compressed or other than ASCII text, control frames, or a frame cut in two. The library's own.
 */
export class Inlet {
  private readonly receiver: Writable;

  constructor(outlet: Outlet, maxPayload: number, take: (message: string | Buffer) => void) {
    const extensions = extensionsOf(outlet.agreement, maxPayload);
    this.receiver = new Receiver({ isServer: true, maxPayload, maxFragments, extensions });
    this.receiver.on('message', (data: Buffer, isBinary: boolean) =>
      take(isBinary ? data : data.toString()),
    );
    this.receiver.on('ping', (payload: Buffer) => {
      if (hears(outlet)) outlet.say(pongFrame(payload));
    });
    this.receiver.on('pong', () => hears(outlet));
    this.receiver.on('conclude', () => outlet.close());
    this.receiver.on('error', (error: NodeJS.ErrnoException) => {
      outlet.close(closeCodeOf(error));
      outlet.ended('parse error', error);
    });
    this.receiver.on('drain', () => outlet.tcp.resume());
  }

  /** False: no more until it has read this; then the connection goes on by itself. */
  read(chunk: Buffer): boolean {
    return this.receiver.write(chunk);
  }
}

/** RFC 6455 §7.4.1. Everything else is a protocol error. */
const closeCodes: Readonly<Record<string, number>> = {
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: 1009,
  WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH: 1009,
  WS_ERR_INVALID_UTF8: 1007,
  WS_ERR_TOO_MANY_BUFFERED_PARTS: 1008,
};

function closeCodeOf({ code = '' }: NodeJS.ErrnoException): number {
  // Whatever zlib says: what was sent is not what was agreed on.
  return code.startsWith('Z_') ? 1007 : (closeCodes[code] ?? 1002);
}
