import { Refusal, type InputFault } from '../../feed/refusal.ts';
import type { SafeClient } from '../../followers/send/safe-client.ts';
import { hostOf } from '../../log/upstreams/upstream.ts';
import type { Upstreams } from '../../log/upstreams/upstreams.ts';
import type { RemoteHead } from '../../remote/answers.ts';
import { feedAddress } from '../remote/feed-address.ts';
import { RemoteFault } from '../../remote/remote-fault.ts';
import { RemoteFeed } from '../remote/remote-feed.ts';

/** All calls of a look together. */
const maxLookMs = 30_000;

/** What is at an address. */
export interface FoundThere {
  readonly url: string;
  readonly host: string;
  readonly head: RemoteHead;
}

/** Looks at another newsroom before its feed is followed. */
export class UpstreamDoor {
  constructor(
    private readonly client: SafeClient,
    private readonly upstreams: Pick<Upstreams, 'isOwn'>,
  ) {}

  /** Throws `invalid_input` for what is no feed of another Dateline, and for a token that is not good there. */
  async look(given: string, token: string | undefined): Promise<FoundThere> {
    const address = feedAddress(given, this.client.allowsPrivate);
    if (!('server' in address))
      throw refused(address.map((detail) => ({ pointer: '/url', detail })));
    const remote = new RemoteFeed(this.client, address, AbortSignal.timeout(maxLookMs));
    const head = await asked('/url', async () => {
      const found = await remote.head();
      await remote.title();
      return found;
    });
    if (await this.upstreams.isOwn(head.epoch)) {
      throw refused([{ pointer: '/url', detail: 'is a feed of this server' }]);
    }
    if (token !== undefined) await asked('/token', () => remote.checkIn(token, head));
    return { url: address.url, host: hostOf(address.url), head };
  }
}

async function asked<T>(pointer: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof RemoteFault)) throw error;
    const detail =
      pointer === '/token' && error.wants === 'ended' ? 'is not good there' : error.reason;
    throw refused([{ pointer, detail }]);
  }
}

function refused(faults: readonly InputFault[]): Refusal {
  const said = faults.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; ');
  return new Refusal('invalid_input', `Nothing was changed: ${said}.`, faults);
}
