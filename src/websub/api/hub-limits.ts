import type { IncomingMessage } from 'node:http';
import type { Addresses } from '../../http/addresses.ts';
import { Shares } from '../../http/shares.ts';

/** Requests of one address: enough for a reader's service with all feeds of a paper, too few to knock at strangers' doors for others. */
const asks = { count: 200, seconds: 3_600 };

/** Counts who asks the hub for something, by the client's address. Also the injection token. */
export class HubLimits {
  private readonly shares: Shares;

  constructor(
    private readonly addresses: Pick<Addresses, 'of'>,
    { count, seconds }: { readonly count: number; readonly seconds: number } = asks,
  ) {
    this.shares = new Shares({ perSecond: count / seconds, burst: count });
  }

  /** 0, or how long to wait (ms). */
  take(request: IncomingMessage): number {
    return this.shares.take(this.addresses.of(request));
  }
}
