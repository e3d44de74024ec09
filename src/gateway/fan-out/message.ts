import { deflateRawSync, constants } from 'node:zlib';
import type { ServerEvents } from '../../feed/wire.ts';
import { textFrame } from '../engine/frame.ts';

/** Shorter ones gain nothing: a deflated block of text this short is hardly smaller. */
const minDeflatedBytes = 256;
/** What a sync flush ends with, and the other side adds again (RFC 7692 §7.2.1). */
const flushTailBytes = 4;

/**
 * One event as it goes over the wire, encoded and framed once, whoever it goes to: a Socket.IO EVENT packet
 * (protocol 5) in an Engine.IO message (protocol 4) in an unmasked WebSocket text frame (RFC 6455).
 */
export class Message {
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

  /** The frame for who negotiated permessage-deflate without context takeover; plain where that is no longer. */
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
