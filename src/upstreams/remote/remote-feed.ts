import type { Position } from '../../feed/position.ts';
import type { Fields } from '../../feed/shape.ts';
import type { SafeClient, Reply } from '../../followers/send/safe-client.ts';
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
} from '../../remote/answers.ts';
import { askRemote, faultOf, parsed } from '../../remote/remote-client.ts';
import type { FeedAddress } from './feed-address.ts';
import { publisherName } from './publisher-name.ts';
import { RemoteFault } from '../../remote/remote-fault.ts';

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

  /** What the newsroom calls itself; undefined where it does not say. */
  async publisher(): Promise<string | undefined> {
    const reply = await this.send({
      method: 'GET',
      url: `${this.address.url}/feed.json`,
      headers: {},
    });
    if (reply.status === 429 || reply.status >= 500) throw faultOf(reply);
    return reply.status === 200 ? publisherName(reply.body) : undefined;
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

  private send(
    request: Pick<Parameters<SafeClient['send']>[0], 'method' | 'url' | 'headers' | 'body'>,
  ): Promise<Reply> {
    const headers = { ...request.headers, 'user-agent': 'Dateline follower' };
    return askRemote(this.client, { ...request, headers, signal: this.signal });
  }
}
