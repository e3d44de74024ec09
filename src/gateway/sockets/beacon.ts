import { positionOf } from '../../feed/position.ts';
import type { Hub } from '../../hub/hub.ts';
import type { FanOut } from '../fan-out/fan-out.ts';
import type { Sampling } from '../numbers/sampling.ts';
import { beaconLookMs, silenceMs } from '../reader-bounds.ts';

/** Sends `head` to the readers of silent feeds, so that a reader notices a lost change. */
export class Beacon {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly hub: Hub,
    private readonly fanOut: FanOut,
    private readonly sampling: Pick<Sampling, 'share'>,
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
      const now = new Date().toISOString();
      const share = this.sampling.share(feed);
      this.fanOut.broadcast(feed, 'head', { feed, ...positionOf(held), now, share });
    }
  }
}
