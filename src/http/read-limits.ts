import type { IncomingMessage, ServerResponse } from 'node:http';
import { tooManyRequests } from '../feed/refusal.ts';
import type { Addresses } from './addresses.ts';
import type { LimitReport } from './limit-report.ts';
import { readCost } from './read-cost.ts';
import { Shares } from './shares.ts';

/** A read from the database costs some twenty times one from memory. */
const costlyFactor = 20;
/** Ten seconds' worth at once for what is costly, five for what is cheap: a page is a handful of requests. */
const burstSeconds = { cheap: 5, costly: 10 };

/**
 * How much one address may read of this instance, which answers for its own work alone: what others count is of no
 * use to it. Reads beyond that are refused with `too_many_requests`, and change nothing for anybody else.
 */
export class ReadLimits {
  private readonly cheapShares: Shares;
  private readonly costlyShares: Shares;

  constructor(
    private readonly addresses: Addresses,
    perSecond: number,
    private readonly report: Pick<LimitReport, 'met'> = { met: () => undefined },
    clock: { readonly now: () => number } = performance,
  ) {
    const costly = perSecond / costlyFactor;
    this.cheapShares = new Shares({ perSecond, burst: perSecond * burstSeconds.cheap }, clock);
    this.costlyShares = new Shares(
      { perSecond: costly, burst: Math.max(1, costly * burstSeconds.costly) },
      clock,
    );
  }

  /** Counts a request by its address, before anybody works for it; Express middleware. */
  readonly count = (
    request: IncomingMessage,
    response: ServerResponse,
    next: (error?: unknown) => void,
  ): void => {
    try {
      const { method = '', url = '', headers } = request;
      const cost = readCost(method, url, headers.authorization !== undefined);
      if (cost !== 'free')
        this.take(cost === 'cheap' ? this.cheapShares : this.costlyShares, request);
      next();
    } catch (error) {
      // So that a page on another site can read when to come back.
      response.setHeader('Access-Control-Allow-Origin', '*');
      next(error);
    }
  };

  /** Counts one more question to the database. Throws `too_many_requests`. */
  costly(request: IncomingMessage): void {
    this.take(this.costlyShares, request);
  }

  private take(shares: Shares, request: IncomingMessage): void {
    const waitMs = shares.take(this.addresses.of(request));
    if (waitMs === 0) return;
    this.report.met('READS_PER_ADDRESS');
    throw tooManyRequests('Too many reads from your address.', waitMs);
  }
}
