import type { IncomingMessage, ServerResponse } from 'node:http';
import { tooManyRequests } from '../feed/refusal.ts';
import type { Addresses } from './addresses.ts';
import { readCost } from './read-cost.ts';
import { noReport, type RefusalReport } from './refusal-report.ts';
import { Shares } from './shares.ts';

/** A read from the database costs some twenty times one from memory. */
const costlyFactor = 20;
/** How many seconds' worth of reads may come at once: a page makes a handful of requests. */
const burstSeconds = { cheap: 5, costly: 10 };

/**
 * Limits how much one address may read from this instance. Each instance counts for itself, because it protects its own
 * work. Reads above the limit are refused with `too_many_requests`; other addresses are not affected.
 */
export class ReadLimits {
  private readonly cheapShares: Shares;
  private readonly costlyShares: Shares;

  constructor(
    private readonly addresses: Addresses,
    perSecond: number,
    private readonly report: Pick<RefusalReport, 'met'> = noReport,
    clock: { readonly now: () => number } = performance,
  ) {
    const costly = perSecond / costlyFactor;
    this.cheapShares = new Shares({ perSecond, burst: perSecond * burstSeconds.cheap }, clock);
    this.costlyShares = new Shares(
      { perSecond: costly, burst: Math.max(1, costly * burstSeconds.costly) },
      clock,
    );
  }

  /** Express middleware that counts a request before it is handled. */
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
      // A page on another site may read the refusal and its Retry-After.
      response.setHeader('Access-Control-Allow-Origin', '*');
      next(error);
    }
  };

  /** Counts one more read of the database. Throws `too_many_requests`. */
  costly(request: IncomingMessage): void {
    this.take(this.costlyShares, request);
  }

  private take(shares: Shares, request: IncomingMessage): void {
    const waitMs = shares.take(this.addresses.of(request));
    if (waitMs === 0) return;
    this.report.met('reads');
    throw tooManyRequests('Too many reads from your address.', waitMs);
  }
}
