import type { Position } from '../../feed/position.ts';
import type { Fields } from '../../feed/shape.ts';
import { SafeClient, type Limits, type Reply } from '../../followers/send/safe-client.ts';
import { Unanswered } from '../../followers/send/unanswered.ts';
import {
  readHead,
  readHistory,
  readPage,
  readSegment,
  readSnapshot,
  readTitle,
  type RemoteChange,
  type RemoteHead,
  type RemotePage,
} from './answers.ts';
import type { FeedAddress } from './feed-address.ts';
import { RemoteFault } from './remote-fault.ts';

/** A segment of 64 long items has some MB. */
const usual: Limits = {
  connectMs: 5_000,
  headersMs: 8_000,
  wholeMs: 20_000,
  maxBodyBytes: 16 * 1024 * 1024,
};

/** A client for other newsrooms: it leads into no private network, unless that is allowed. */
export function remoteClient(allowsPrivate: boolean, limits: Partial<Limits> = {}): SafeClient {
  return new SafeClient(allowsPrivate, undefined, undefined, { ...usual, ...limits });
}

/** A feed of another Dateline, as its readers get it. Throws a RemoteFault for what is not answered as it must be. */
export class RemoteFeed {
  private readonly calls: string;

  constructor(
    private readonly client: SafeClient,
    readonly address: FeedAddress,
    private readonly signal: AbortSignal,
  ) {
    this.calls = `${address.server}/api/v1/feeds/${address.feed}`;
  }

  async head(): Promise<RemoteHead> {
    return readHead(await this.json('/head'));
  }

  /** What it is called there. */
  async title(): Promise<string> {
    return readTitle(await this.json(''));
  }

  async snapshot(): Promise<RemotePage> {
    return readSnapshot(await this.json(''));
  }

  async items(before: string): Promise<RemotePage> {
    return readPage(await this.json(`/items?limit=100&before=${encodeURIComponent(before)}`));
  }

  async history(id: string): Promise<readonly Fields[]> {
    return readHistory(await this.json(`/items/${id}/history`));
  }

  /** Undefined: there is no such part of the log. */
  async segment(
    { epoch, scrubbed }: RemoteHead,
    n: number,
  ): Promise<readonly RemoteChange[] | undefined> {
    const path = `/log/${epoch}/${n}?v=${encodeURIComponent(scrubbed)}`;
    const reply = await this.ask(path);
    if (reply.status === 404 || reply.status === 410) return undefined;
    return readSegment(parsed(reply), epoch, n);
  }

  /** Says who follows, and how far it is. A Dateline of before does not know the call, and misses nothing. */
  async checkIn(token: string, { epoch, seq, tag }: Position): Promise<void> {
    const reply = await this.send({
      method: 'PUT',
      url: `${this.calls}/following`,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ epoch, seq, tag }),
    });
    if (reply.status === 401 || reply.status === 410) {
      throw new RemoteFault('ended it: its token is not good any more', 'ended');
    }
    if (reply.status === 409) throw new RemoteFault('has paused it', 'paused');
    if (reply.status === 429 || reply.status >= 500) throw faultOf(reply);
  }

  private async json(path: string): Promise<unknown> {
    return parsed(await this.ask(path));
  }

  private ask(path: string): Promise<Reply> {
    return this.send({ method: 'GET', url: this.calls + path, headers: {} });
  }

  private async send(
    request: Pick<Parameters<SafeClient['send']>[0], 'method' | 'url' | 'headers' | 'body'>,
  ): Promise<Reply> {
    const headers = {
      ...request.headers,
      accept: 'application/json',
      'accept-encoding': 'identity',
      'user-agent': 'Dateline follower',
    };
    try {
      return await this.client.send({ ...request, headers, signal: this.signal });
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      throw new RemoteFault(
        error.reason === 'private address'
          ? 'is in a private network (FOLLOWERS_ALLOW_PRIVATE lets it)'
          : `was not reached: ${error.reason}`,
      );
    }
  }
}

function parsed(reply: Reply): unknown {
  const { status, body, headers = {} } = reply;
  if (status !== 200) throw faultOf(reply);
  if (body === undefined) throw new RemoteFault('answers without end, or too much, or broke off');
  if (!/^application\/(problem\+)?json\b/i.test(headers['content-type'] ?? '')) {
    throw new RemoteFault('does not answer as a Dateline does');
  }
  try {
    return JSON.parse(body);
  } catch {
    throw new RemoteFault('does not answer as a Dateline does');
  }
}

function faultOf({ status, afterSeconds }: Reply): RemoteFault {
  const reason =
    status === 404
      ? 'has no such feed'
      : status >= 300 && status < 400
        ? `answers ${status}: it has moved; give its new address`
        : `answers ${status}`;
  return new RemoteFault(reason, undefined, afterSeconds);
}
