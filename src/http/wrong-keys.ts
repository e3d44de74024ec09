import type { IncomingMessage } from 'node:http';
import { tooManyRequests, type Refusal } from '../feed/refusal.ts';
import type { Addresses } from './addresses.ts';
import { noReport, type RefusalReport } from './refusal-report.ts';
import { Shares } from './shares.ts';

/**
 * Twenty wrong keys at once, then four a minute: enough for a person who mistypes, too few for a program that guesses.
 */
export const guesses = { count: 20, seconds: 300 };

/** Counts for all instances together: the milliseconds until another wrong key is accepted, 0 when one is left. */
export type CountTogether = (address: string) => Promise<number>;

/**
 * Counts wrong keys (tokens, sign-in codes) by address. A right key is checked first and never counted, so that nobody
 * is locked out by others behind the same address. Also the injection token.
 */
export class WrongKeys {
  private readonly shares: Shares;

  /** Without `together`, or while it fails, each instance counts for itself. */
  constructor(
    private readonly addresses: Addresses,
    private readonly together: CountTogether = async () => 0,
    private readonly report: Pick<RefusalReport, 'met'> = noReport,
    clock: { readonly now: () => number } = performance,
  ) {
    const { count, seconds } = guesses;
    this.shares = new Shares({ perSecond: count / seconds, burst: count }, clock);
  }

  /** Counts a wrong key, and returns the refusal to answer: `wrong`, or `too_many_requests`. */
  refusal(request: IncomingMessage, wrong: Refusal): Promise<Refusal> {
    return this.refusalFor(this.addresses.of(request), wrong);
  }

  /** The same for who comes from an address. */
  async refusalFor(address: string, wrong: Refusal): Promise<Refusal> {
    const waitMs = Math.max(this.shares.take(address), await this.together(address));
    this.report.met(waitMs === 0 ? 'key' : 'guesses');
    return waitMs === 0 ? wrong : tooManyRequests('Too many wrong keys.', waitMs);
  }
}
