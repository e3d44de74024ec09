import { deflateRawSync, constants } from 'node:zlib';
import type { ServerEvents } from '../../feed/messages.ts';
import { textFrame } from '../engine/frame.ts';
import type { Framed, Framing } from './framing.ts';

/** Shorter packets are not compressed: it would hardly make them smaller. */
const minDeflatedBytes = 256;
/** The last bytes of a sync flush, which are left out of a frame; the receiver adds them again (RFC 7692 §7.2.1). */
const flushTailBytes = 4;

/**
 * One event as bytes for the wire, encoded and framed once for all readers: a Socket.IO EVENT packet (protocol 5)
 * in an Engine.IO message (protocol 4) in an unmasked WebSocket text frame (RFC 6455).
 */
export class Message implements Framed {
  /** The Socket.IO packet. */
  readonly packet: string;
  /** The whole WebSocket frame. */
  readonly frame: Buffer;
  private squeezed: Buffer | undefined;

  private constructor(packet: string) {
    this.packet = packet;
    this.frame = textFrame(Buffer.from(`4${packet}`));
  }

  static of<Event extends keyof ServerEvents>(
    event: Event,
    ...message: Parameters<ServerEvents[Event]>
  ): Message {
    return new Message(`2${JSON.stringify([event, ...message])}`);
  }

  /** The frame for readers that negotiated compression; the plain frame where compression makes it no shorter. */
  get deflated(): Buffer {
    this.squeezed ??= this.squeeze();
    return this.squeezed;
  }

  private squeeze(): Buffer {
    if (this.packet.length < minDeflatedBytes) return this.frame;
    const text = `4${this.packet}`;
    const block = deflateRawSync(text, { finishFlush: constants.Z_SYNC_FLUSH });
    const frame = textFrame(block.subarray(0, -flushTailBytes), true);
    return frame.length < this.frame.length ? frame : this.frame;
  }
}

/** The form of readers on sockets. */
export const socketFraming: Framing = {
  change: (change) => Message.of('change', change),
  snapshot: (snapshot) => Message.of('snapshot', snapshot),
  head: (head) => Message.of('head', head),
};
