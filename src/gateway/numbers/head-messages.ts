import type { HeadMessage } from '../../feed/messages.ts';
import { positionOf, type Position } from '../../feed/position.ts';
import type { Hub } from '../../hub/hub.ts';
import type { Spread } from '../spread.ts';
import type { Sampling } from './sampling.ts';

/** Makes `head`: a feed's position, and what its readers are to know of this instance at this moment. */
export class HeadMessages {
  constructor(
    private readonly sampling: Pick<Sampling, 'share'>,
    private readonly spread: Pick<Spread, 'ms'>,
    private readonly hub: Partial<Pick<Hub, 'staleSince'>> = {},
    private readonly nowMs: () => number = () => Date.now(),
  ) {}

  of(feed: string, position: Position): HeadMessage {
    const now = new Date(this.nowMs()).toISOString();
    const share = this.sampling.share(feed);
    const staleSince = this.hub.staleSince?.(feed);
    return {
      feed,
      ...positionOf(position),
      now,
      share,
      spreadMs: this.spread.ms,
      ...(staleSince !== undefined && { staleSince }),
    };
  }
}
