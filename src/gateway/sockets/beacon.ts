import type { Hub } from '../../hub/hub.ts';
import type { FanOut } from '../fan-out/fan-out.ts';
import type { HeadMessages } from '../numbers/head-messages.ts';
import { beaconLookMs, silenceMs } from '../reader-bounds.ts';

/** Sends `head` to the readers of silent feeds, so that a reader notices a lost change. */
export class Beacon {
  private timer: NodeJS.Timeout | undefined;

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
    for (const feed of this.fanOut.silentFor(silenceMs)) {
      const held = this.hub.held(feed);
      if (held === undefined) continue;
      this.fanOut.broadcast(feed, 'head', this.messages.of(feed, held));
    }
  }
}
