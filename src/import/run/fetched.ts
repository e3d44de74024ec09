import { SafeClient, type Limits } from '../../followers/send/safe-client.ts';
import { Unanswered } from '../../followers/send/unanswered.ts';

const maxRedirects = 5;

/** What an address has. */
export interface Fetched {
  readonly bytes: Buffer;
  /** Where it was in the end. */
  readonly url: string;
  readonly charset?: string | undefined;
}

const limits: Limits = {
  connectMs: 5_000,
  headersMs: 15_000,
  wholeMs: 60_000,
  maxBodyBytes: 30 * 1024 * 1024,
};

/** Fetches what people name, without leading anybody into this network. */
export class Fetcher {
  private readonly client: SafeClient;

  constructor(allowsPrivate: boolean) {
    this.client = new SafeClient(allowsPrivate, undefined, undefined, limits);
  }

  /** Follows redirects, and looks at each address anew. Answers in words why there is nothing to be had. */
  async fetch(given: string, signal: AbortSignal): Promise<Fetched | string> {
    let url = given;
    for (let hops = 0; hops <= maxRedirects; hops += 1) {
      const reply = await this.ask(url, signal);
      if (typeof reply === 'string') return reply;
      const { status, bytes, headers = {} } = reply;
      const next = headers.location === undefined ? null : URL.parse(headers.location, url);
      if (status >= 300 && status < 400 && next !== null && /^https?:$/.test(next.protocol)) {
        url = next.href;
        continue;
      }
      if (status !== 200) return `answers ${status}`;
      if (bytes === undefined) return 'has more than 30 MB, or broke off';
      if (/gzip|br|deflate|zstd/i.test(headers['content-encoding'] ?? ''))
        return 'answers packed, unasked';
      const charset = /charset=["']?([\w.:-]{1,40})/i.exec(headers['content-type'] ?? '')?.[1];
      return { bytes, url, charset };
    }
    return 'leads from one address to the next, more than five times';
  }

  private async ask(url: string, signal: AbortSignal) {
    const headers = { 'accept-encoding': 'identity', 'user-agent': 'Dateline import' };
    try {
      return await this.client.send({ method: 'GET', url, headers, signal });
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      return error.reason === 'private address' && !this.client.allowsPrivate
        ? 'is in a private network (FOLLOWERS_ALLOW_PRIVATE lets it)'
        : `was not reached: ${error.reason}`;
    }
  }
}
