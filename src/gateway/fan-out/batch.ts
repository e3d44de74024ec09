import type { Position } from '../../feed/position.ts';
import type { Framed } from './framing.ts';

/**
 * A batch with more bytes than this accepts no further message. Its bytes stay in memory, one copy for all readers,
 * until the kernel has taken them from the slowest.
 */
const maxBatchBytes = 256 * 1024;

/** Messages of one feed that are due together: each reader gets them in one write. */
export class Batch {
  readonly messages: Framed[] = [];
  private bytes = 0;
  private isSealed = false;
  private joined: Buffer | undefined;
  private joinedDeflated: Buffer | undefined;

  constructor(
    /** Batches of a feed are numbered 1, 2, 3 … */
    readonly number: number,
    /** The feed's position before this batch; undefined while it is unknown. */
    readonly before: Position | undefined,
  ) {}

  /** False: the batch is sealed or full, and the message was not added. */
  add(message: Framed): boolean {
    if (this.isSealed || this.bytes > maxBatchBytes) return false;
    this.messages.push(message);
    this.bytes += message.frame.length;
    return true;
  }

  /** No message can be added any more: the batch is being sent, or a subscriber joined behind its last message. */
  seal(): void {
    this.isSealed = true;
  }

  /** In bytes, before compression. */
  get size(): number {
    return this.bytes;
  }

  /** The frames of all messages, one behind the other. To be read only when the batch is sealed. */
  get frames(): Buffer {
    this.joined ??= join(this.messages.map(({ frame }) => frame));
    return this.joined;
  }

  /** The same frames compressed, for readers that negotiated compression. */
  get deflatedFrames(): Buffer {
    this.joinedDeflated ??= join(this.messages.map(({ deflated }) => deflated));
    return this.joinedDeflated;
  }
}

function join(frames: readonly Buffer[]): Buffer {
  const [only] = frames;
  return frames.length === 1 && only !== undefined ? only : Buffer.concat(frames);
}
