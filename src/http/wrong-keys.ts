import type { IncomingMessage } from 'node:http';
import { tooManyRequests, type Refusal } from '../feed/refusal.ts';
import type { Addresses } from './addresses.ts';
import { Shares } from './shares.ts';

/** Twenty at once, then four a minute: a person who mistypes, not a program that guesses. */
export const guesses = { count: 20, seconds: 300 };

/** What all instances together have counted: the milliseconds until another guess, 0 for one that is still free. */
export type CountTogether = (address: string) => Promise<number>;

/**
 * Counts keys that open nothing (tokens, sign-in codes), by address. Only who guesses is refused: a right key is looked
 * at first and never counted, so that nobody behind the same address is locked out. Also the injection token.
 */
export class WrongKeys {
  private readonly shares: Shares;

  /** Without `together`, or while it knows nothing, each instance counts for itself. */
  constructor(
    private readonly addresses: Addresses,
    private readonly together: CountTogether = async () => 0,
    clock: { readonly now: () => number } = performance,
  ) {
    const { count, seconds } = guesses;
    this.shares = new Shares({ perSecond: count / seconds, burst: count }, clock);
  }

  /** Counts a wrong key; what to tell who sent it: `wrong`, or `too_many_requests`. */
  async refusal(request: IncomingMessage, wrong: Refusal): Promise<Refusal> {
    const address = this.addresses.of(request);
    const waitMs = Math.max(this.shares.take(address), await this.together(address));
    return waitMs === 0 ? wrong : tooManyRequests('Too many wrong keys.', waitMs);
  }
}
