import type { ServerResponse } from 'node:http';
import type { Change } from '../../feed/change.ts';
import { positionOf, type Position } from '../../feed/position.ts';
import type { Attachment } from '../../hub/attachment.ts';
import { maxWaitingBytes } from '../reader-bounds.ts';
import type { EventFrames } from './event-frame.ts';

/** The part of an HTTP response that a stream uses. */
export type StreamResponse = Pick<
  ServerResponse,
  'write' | 'end' | 'destroy' | 'writableLength' | 'on'
>;

/**
 * One reader's stream of one feed. It knows the position after the last change it wrote, and writes only the next
 * change. A lagging reader is written nothing until it has read all waiting bytes; then it gets what it missed.
 */
export class EventStream {
  private state: 'joining' | 'live' | 'lagging' = 'joining';
  private laggingSinceMs = 0;

  constructor(
    readonly feed: string,
    /** What its reader is counted under (see siteOf). */
    readonly site: string,
    private at: Position | undefined,
    private readonly response: StreamResponse,
    private readonly frames: EventFrames,
    private readonly clock: { readonly now: () => number },
    /** Called when changes after `position` are missing; they must be passed to `take`. */
    private readonly catchUp: (stream: EventStream) => void,
  ) {
    response.on('drain', () => {
      if (this.state === 'lagging') this.rejoin();
    });
  }

  /** The position after the last change written; before the first, the position the reader sent. */
  get position(): Position | undefined {
    return this.at;
  }

  /** For how many milliseconds this reader has been lagging; 0 when it is not. */
  get laggingForMs(): number {
    return this.state === 'lagging' ? this.clock.now() - this.laggingSinceMs : 0;
  }

  /** Writes what the reader missed; after that the stream is live. */
  take(attachment: Attachment): void {
    this.state = 'live';
    switch (attachment.kind) {
      case 'hold':
        return;
      case 'snapshot': {
        const { snapshot, reset } = attachment;
        this.at = positionOf(snapshot);
        this.write(this.frames.snapshot(snapshot, reset));
        return;
      }
      case 'sync':
        for (const change of attachment.changes) if (!this.next(change)) return;
        // `head` tells the reader that it has every change, also when it missed none.
        this.head(attachment.position, this.frames.head(this.feed, attachment.position));
    }
  }

  /**
   * Takes a live change. It is written if it follows the stream's position; otherwise the stream may have to catch up.
   */
  change(change: Change): void {
    const { at, state } = this;
    if (state !== 'live') return;
    if (at?.epoch === change.epoch) {
      if (change.seq === at.seq + 1 && change.prev === at.tag) {
        this.next(change);
        return;
      }
      // The reader came with a position ahead of this instance: it has this change already.
      if (change.seq < at.seq || change.tag === at.tag) return;
    }
    this.rejoin();
  }

  /** Writes a new snapshot. A lagging reader gets it later, when it catches up from its position. */
  reset(attachment: Attachment): void {
    if (this.state === 'live') this.take(attachment);
  }

  /** Writes `head` if the reader stands at that very position. */
  head({ tag }: Position, frame: Buffer): void {
    if (this.state === 'live' && this.at?.tag === tag) this.write(frame);
  }

  /** Writes the last frame and ends the stream; a reader that has not read it after a second is cut off. */
  end(frame: Buffer): void {
    this.state = 'joining';
    this.response.end(frame);
    const timer = setTimeout(() => this.response.destroy(), 1_000);
    this.response.on('close', () => clearTimeout(timer));
  }

  cut(): void {
    this.response.destroy();
  }

  private next(change: Change): boolean {
    this.at = positionOf(change);
    return this.write(this.frames.change(change));
  }

  private rejoin(): void {
    this.state = 'joining';
    this.catchUp(this);
  }

  /** False when too many bytes wait: nothing more may be written until the response has drained. */
  private write(frame: Buffer): boolean {
    this.response.write(frame);
    if (this.response.writableLength <= maxWaitingBytes) return true;
    this.state = 'lagging';
    this.laggingSinceMs = this.clock.now();
    return false;
  }
}
