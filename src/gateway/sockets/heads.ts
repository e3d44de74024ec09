import type { Position } from '../../feed/position.ts';
import { Message } from '../fan-out/message.ts';
import type { HeadMessages } from '../numbers/head-messages.ts';

/** Readers that join within this time get the same frame, with the same time in it. In milliseconds. */
const lifeMs = 1_000;

/**
 * Encodes `head` for readers that were just brought up to date: the feed's position and the server's time, by which a
 * reader with a wrong clock can show right times at once. Encoded once a second per feed, for any number of readers.
 */
export class Heads {
  private readonly known = new Map<string, Known>();
  private readonly joined = new WeakMap<Buffer, { head: Buffer; both: Buffer }>();

  constructor(
    private readonly messages: Pick<HeadMessages, 'of'>,
    private readonly clock: { readonly now: () => number } = performance,
  ) {}

  of(feed: string, position: Position): Buffer {
    const known = this.known.get(feed);
    const nowMs = this.clock.now();
    if (known?.tag === position.tag && nowMs < known.untilMs) return known.frame;
    const { frame } = Message.of('head', this.messages.of(feed, position));
    this.known.set(feed, { tag: position.tag, untilMs: nowMs + lifeMs, frame });
    return frame;
  }

  /** `frame` with the feed's `head` behind it, in one buffer that is shared by readers that join in the same second. */
  behind(frame: Buffer, feed: string, position: Position): Buffer {
    const head = this.of(feed, position);
    const known = this.joined.get(frame);
    if (known?.head === head) return known.both;
    const both = Buffer.concat([frame, head]);
    this.joined.set(frame, { head, both });
    return both;
  }

  /** Drops the feed's frame: it has no readers any more. */
  forget(feed: string): void {
    this.known.delete(feed);
  }
}

interface Known {
  readonly tag: string;
  readonly untilMs: number;
  readonly frame: Buffer;
}
