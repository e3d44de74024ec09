import { positionOf, type Position } from '../../feed/position.ts';
import { Message } from '../fan-out/message.ts';

/** Readers who come in the same second are told the same time. */
const lifeMs = 1_000;

/**
 * Where a feed's log stands and what time it is, for who has just been brought up to date: a reader whose clock is wrong
 * knows from the first moment on what "since 22:36" means. Encoded once a second and feed, however many come.
 */
export class Heads {
  private readonly known = new Map<string, Known>();
  private readonly joined = new WeakMap<Buffer, { head: Buffer; both: Buffer }>();

  constructor(private readonly clock: { readonly now: () => number } = performance) {}

  of(feed: string, position: Position): Buffer {
    const known = this.known.get(feed);
    const nowMs = this.clock.now();
    if (known?.tag === position.tag && nowMs < known.untilMs) return known.frame;
    const now = new Date().toISOString();
    const { frame } = Message.of('head', { feed, ...positionOf(position), now });
    this.known.set(feed, { tag: position.tag, untilMs: nowMs + lifeMs, frame });
    return frame;
  }

  /** The same behind a frame, as one: whoever comes in the same second is written the same bytes, and no copy of them. */
  behind(frame: Buffer, feed: string, position: Position): Buffer {
    const head = this.of(feed, position);
    const known = this.joined.get(frame);
    if (known?.head === head) return known.both;
    const both = Buffer.concat([frame, head]);
    this.joined.set(frame, { head, both });
    return both;
  }

  /** Nobody reads the feed any more. */
  forget(feed: string): void {
    this.known.delete(feed);
  }
}

interface Known {
  readonly tag: string;
  readonly untilMs: number;
  readonly frame: Buffer;
}
