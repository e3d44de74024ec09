import type { HeadMessage } from '../../feed/messages.ts';
import { positionOf, type Position } from '../../feed/position.ts';
import type { Spread } from '../spread.ts';
import type { Sampling } from './sampling.ts';

/** Makes `head`: a feed's position, and what its readers are to know of this instance at this moment. */
export class HeadMessages {
  constructor(
    private readonly sampling: Pick<Sampling, 'share'>,
    private readonly spread: Pick<Spread, 'ms'>,
  ) {}

  of(feed: string, position: Position): HeadMessage {
    const now = new Date().toISOString();
    const share = this.sampling.share(feed);
    return { feed, ...positionOf(position), now, share, spreadMs: this.spread.ms };
  }
}
