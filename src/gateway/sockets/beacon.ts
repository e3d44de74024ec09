import { positionOf } from '../../feed/position.ts';
import type { Hub } from '../../hub/hub.ts';
import type { FanOut } from '../fan-out/fan-out.ts';
import { beaconLookMs, silenceMs } from '../reader-bounds.ts';

/** After silence, tells each feed's readers where its log stands, so that a quiet loss is noticed. */
export class Beacon {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly hub: Hub,
    private readonly fanOut: FanOut,
  ) {}

  open(): void {
    this.timer = setInterval(() => this.speak(), beaconLookMs);
  }

  close(): void {
    clearInterval(this.timer);
  }

  /** Read and written in one go: a position that waited could be overtaken by a change, and would look like a loss. */
  speak(): void {
    for (const feed of this.fanOut.silentFor(silenceMs)) {
      const held = this.hub.held(feed);
      if (held === undefined) continue;
      const now = new Date().toISOString();
      this.fanOut.broadcast(feed, 'head', { feed, ...positionOf(held), now });
    }
  }
}
