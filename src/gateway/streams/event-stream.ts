import type { ServerResponse } from 'node:http';
import type { Change } from '../../feed/change.ts';
import { positionOf, type Position } from '../../feed/position.ts';
import type { Attachment } from '../../hub/attachment.ts';
import { maxWaitingBytes } from '../reader-bounds.ts';
import { headFrame, type EventFrames } from './event-frame.ts';

/** What a stream is written to. */
export type StreamResponse = Pick<
  ServerResponse,
  'write' | 'end' | 'destroy' | 'writableLength' | 'on'
>;

/**
 * One reader's stream of one feed. It knows what it has written up to, and writes nothing but the next.
 * A reader that does not keep up is left out, and brought up to date when it has read what waits.
 */
export class EventStream {
  private state: 'joining' | 'live' | 'lagging' = 'joining';
  private laggingSinceMs = 0;

  constructor(
    readonly feed: string,
    private at: Position | undefined,
    private readonly response: StreamResponse,
    private readonly frames: EventFrames,
    private readonly clock: { readonly now: () => number },
    /** Asks for what is missing since `position`, to be handed to `take`. */
    private readonly catchUp: (stream: EventStream) => void,
  ) {
    response.on('drain', () => {
      if (this.state === 'lagging') this.rejoin();
    });
  }

  /** What the reader has been written up to, or says it has. */
  get position(): Position | undefined {
    return this.at;
  }

  /** Milliseconds this reader has not kept up; 0 while it does. */
  get laggingForMs(): number {
    return this.state === 'lagging' ? this.clock.now() - this.laggingSinceMs : 0;
  }

  /** Writes what the reader missed; from here on it is live. */
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
        // Says that this was all, also when it was nothing.
        this.head(attachment.position, headFrame(headOf(this.feed, attachment.position)));
    }
  }

  /** A live change: the next one is written; another means that this reader stands elsewhere. */
  change(change: Change): void {
    const { at, state } = this;
    if (state !== 'live') return;
    if (at?.epoch === change.epoch) {
      if (change.seq === at.seq + 1 && change.prev === at.tag) {
        this.next(change);
        return;
      }
      // It was ahead of this instance, which comes after.
      if (change.seq < at.seq || change.tag === at.tag) return;
    }
    this.rejoin();
  }

  /** Everything anew; a reader that does not keep up is told when it does, by its position. */
  reset(attachment: Attachment): void {
    if (this.state === 'live') this.take(attachment);
  }

  /** The beacon; not for a reader that is ahead of this instance, which nobody can confirm. */
  head({ tag }: Position, frame: Buffer): void {
    if (this.state === 'live' && this.at?.tag === tag) this.write(frame);
  }

  /** The last word; who does not read it in a second is cut off. */
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

  /** False when nothing more may be written until it has drained. */
  private write(frame: Buffer): boolean {
    this.response.write(frame);
    if (this.response.writableLength <= maxWaitingBytes) return true;
    this.state = 'lagging';
    this.laggingSinceMs = this.clock.now();
    return false;
  }
}

/** The beacon's words: where the feed's log stands, and when that was said. */
export function headOf(feed: string, position: Position) {
  return { feed, ...positionOf(position), now: new Date().toISOString() };
}
