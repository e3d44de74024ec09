import { hostOf, type FoundUpstream } from '../../log/upstreams/upstream.ts';
import type { RemoteFeed } from '../remote/remote-feed.ts';

/**
 * What readers are told that an upstream's items come from: the name that people have given here, or else the one that the other
 * newsroom gives itself, or else its host.
 */
export class NameThere {
  private name: string | undefined;
  private askedMs = -Infinity;

  constructor(
    private readonly upstream: FoundUpstream,
    private readonly remote: Pick<RemoteFeed, 'publisher'>,
    /** How long an answer is good. */
    private readonly goodMs: number,
  ) {}

  /** Throws a RemoteFault where the other newsroom does not answer. */
  async get(): Promise<string> {
    const { name, url } = this.upstream;
    if (name !== hostOf(url)) return name;
    if (performance.now() - this.askedMs >= this.goodMs) {
      this.name = await this.remote.publisher();
      this.askedMs = performance.now();
    }
    return this.name ?? name;
  }
}
