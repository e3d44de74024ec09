import type { Writable } from 'node:stream';
import { extensionsOf } from './compression.ts';
import { pongFrame } from './frame.ts';
import type { Outlet } from './outlet.ts';
import { Receiver, type ReceiverState } from './ws-parts.ts';

const maxFragments = 64;

/**
 * Reads all kinds of WebSocket frames of one connection, with the Receiver of the `ws` library. It is created only for
 * a connection that sends what `readShortFrames` cannot read: fragments, compressed frames, text that is not ASCII,
 * control frames, or a frame split over two chunks.
 */
export class Inlet {
  private readonly receiver: Writable & ReceiverState;

  constructor(outlet: Outlet, maxPayload: number, take: (message: string | Buffer) => void) {
    const extensions = extensionsOf(outlet.agreement, maxPayload);
    this.receiver = new Receiver({ isServer: true, maxPayload, maxFragments, extensions });
    this.receiver.on('message', (data: Buffer, isBinary: boolean) =>
      take(isBinary ? data : data.toString()),
    );
    this.receiver.on('ping', (payload: Buffer) => {
      if (outlet.outbox.hearing.hears(outlet)) outlet.say(pongFrame(payload));
    });
    this.receiver.on('pong', () => outlet.outbox.hearing.hears(outlet));
    this.receiver.on('conclude', () => outlet.close());
    this.receiver.on('error', (error: NodeJS.ErrnoException) => {
      outlet.close(closeCodeOf(error));
      outlet.ended('parse error', error);
    });
    this.receiver.on('drain', () => outlet.tcp.resume());
  }

  /** No frame and no message is half read. False too where ws's private parts are not as expected. */
  get isBetweenMessages(): boolean {
    const { _state, _bufferedBytes, _fragmented, _loop, writableLength } = this.receiver;
    return (
      _state === 0 &&
      _bufferedBytes === 0 &&
      _fragmented === 0 &&
      _loop === false &&
      writableLength === 0
    );
  }

  /** False: the caller must pause the connection. It is resumed here when the chunk has been read. */
  read(chunk: Buffer): boolean {
    return this.receiver.write(chunk);
  }
}

/** Close codes of ws's errors (RFC 6455 §7.4.1). Any other error is a protocol error, 1002. */
const closeCodes: Readonly<Record<string, number>> = {
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: 1009,
  WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH: 1009,
  WS_ERR_INVALID_UTF8: 1007,
  WS_ERR_TOO_MANY_BUFFERED_PARTS: 1008,
};

function closeCodeOf({ code = '' }: NodeJS.ErrnoException): number {
  // Any zlib error means that the frame is not compressed as negotiated.
  return code.startsWith('Z_') ? 1007 : (closeCodes[code] ?? 1002);
}
