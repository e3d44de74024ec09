import type { Position } from '../../feed/position.ts';
import type { Message } from './message.ts';

/** Above it a batch takes no more: what is not taken by a slow reader's kernel waits here, shared. */
const maxBatchBytes = 256 * 1024;

/** Messages of one feed that were due together: one write for each reader. */
export class Batch {
  readonly messages: Message[] = [];
  private bytes = 0;
  private isSealed = false;
  private joined: Buffer | undefined;
  private joinedDeflated: Buffer | undefined;

  constructor(
    /** 1, 2, 3 … within its feed. */
    readonly number: number,
    /** Where the feed stood before it; undefined while that is not known. */
    readonly before: Position | undefined,
  ) {}

  /** False when it is closed for more. */
  add(message: Message): boolean {
    if (this.isSealed || this.bytes > maxBatchBytes) return false;
    this.messages.push(message);
    this.bytes += message.frame.length;
    return true;
  }

  /** From here on it is whole: somebody has counted on what is in it, or is being given it. */
  seal(): void {
    this.isSealed = true;
  }

  /** The frames of all messages, one behind the other. Only of a sealed one. */
  get frames(): Buffer {
    this.joined ??= join(this.messages.map(({ frame }) => frame));
    return this.joined;
  }

  /** The same for who negotiated compression. */
  get deflatedFrames(): Buffer {
    this.joinedDeflated ??= join(this.messages.map(({ deflated }) => deflated));
    return this.joinedDeflated;
  }
}

function join(frames: readonly Buffer[]): Buffer {
  const [only] = frames;
  return frames.length === 1 && only !== undefined ? only : Buffer.concat(frames);
}
