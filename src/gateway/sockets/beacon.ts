import type { Hub } from '../../hub/hub.ts';
import type { FanOut } from '../fan-out/fan-out.ts';
import type { HeadMessages } from '../numbers/head-messages.ts';
import { beaconLookMs, silenceMs } from '../reader-bounds.ts';

/**
 * Sends `head` to the readers of silent feeds, so that a reader notices a lost change; and to those of a feed that begins to
 * be old, or is not any more.
 */
export class Beacon {
  private timer: NodeJS.Timeout | undefined;
  private stale: ReadonlySet<string> = new Set();

  constructor(
    private readonly hub: Hub,
    private readonly fanOut: FanOut,
    private readonly messages: Pick<HeadMessages, 'of'>,
  ) {}

  open(): void {
    this.timer = setInterval(() => this.speak(), beaconLookMs);
  }

  close(): void {
    clearInterval(this.timer);
  }

  /** Reads and sends the position in one turn: a change in between would make the position look like a loss. */
  speak(): void {
    for (const feed of new Set([...this.fanOut.silentFor(silenceMs), ...this.turned()])) {
      const held = this.hub.held(feed);
      if (held === undefined) continue;
      this.fanOut.head(this.messages.of(feed, held));
    }
  }

  /** The feeds that have become old, or new again, since the last call. */
  private turned(): readonly string[] {
    const all = this.fanOut.silentFor(0);
    const isStale = (feed: string) => this.hub.staleSince(feed) !== undefined;
    const turned = all.filter((feed) => isStale(feed) !== this.stale.has(feed));
    if (turned.length > 0) this.stale = new Set(all.filter(isStale));
    return turned;
  }
}
