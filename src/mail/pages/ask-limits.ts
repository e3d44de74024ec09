import type { IncomingMessage } from 'node:http';
import type { Addresses } from '../../http/addresses.ts';
import { Shares } from '../../http/shares.ts';
import type { CountTogether } from '../../http/wrong-keys.ts';

/** Requests by one client: enough for a household that subscribes, too few for a list of addresses. */
export const asks = { count: 10, seconds: 3_600 };

/** Counts who asks for mail, by the client's address. Also the injection token. */
export class AskLimits {
  private readonly shares: Shares;

  /** Without `together`, or while it fails, each instance counts for itself. */
  constructor(
    private readonly addresses: Pick<Addresses, 'of'>,
    private readonly together: CountTogether = async () => 0,
    { count, seconds }: { readonly count: number; readonly seconds: number } = asks,
  ) {
    this.shares = new Shares({ perSecond: count / seconds, burst: count });
  }

  /** Whether this client may ask once more. */
  async take(request: IncomingMessage): Promise<boolean> {
    const address = this.addresses.of(request);
    return Math.max(this.shares.take(address), await this.together(address)) === 0;
  }
}
