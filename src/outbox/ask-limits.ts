import type { IncomingMessage } from 'node:http';
import type { Addresses } from '../http/addresses.ts';
import { Shares } from '../http/shares.ts';
import type { CountTogether } from '../http/wrong-keys.ts';

/** How often one client may ask. */
export interface Asks {
  readonly count: number;
  readonly seconds: number;
}

/** Requests for mail by one client: enough for a household that subscribes, too few for a list of addresses. */
export const mailAsks: Asks = { count: 10, seconds: 3_600 };

/** The same for push, where each change of what a browser is told asks anew. */
export const pushAsks: Asks = { count: 60, seconds: 3_600 };

/** Counts who asks to be told, by the client's address. Also the injection token. */
export class AskLimits {
  private readonly shares: Shares;

  /** Without `together`, or while it fails, each instance counts for itself. */
  constructor(
    private readonly addresses: Pick<Addresses, 'of'>,
    private readonly together: CountTogether = async () => 0,
    { count, seconds }: Asks = mailAsks,
  ) {
    this.shares = new Shares({ perSecond: count / seconds, burst: count });
  }

  /** Takes one request of this client: the milliseconds until it may ask, 0 when it may now. */
  async take(request: IncomingMessage): Promise<number> {
    const address = this.addresses.of(request);
    return Math.max(this.shares.take(address), await this.together(address));
  }
}
