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

/** What is known of a document that was fetched before (RFC 9110, 13.1). */
export interface Validators {
  readonly etag?: string | undefined;
  readonly modified?: string | undefined;
}

/** What a look for something new came to. */
export type LookedAt =
  | { readonly kind: 'same' }
  | ({ readonly kind: 'fetched'; readonly fetched: Fetched } & Validators)
  | {
      readonly kind: 'failed';
      readonly reason: string;
      /** When it wants to be asked again (`Retry-After`). */
      readonly afterSeconds?: number | undefined;
    };

/** Fetches what people name, without leading anybody into this network. */
export class Fetcher {
  private readonly client: SafeClient;

  constructor(allowsPrivate: boolean) {
    this.client = new SafeClient(allowsPrivate, undefined, undefined, limits);
  }

  /** Follows redirects, and looks at each address anew. Answers in words why there is nothing to be had. */
  async fetch(given: string, signal: AbortSignal): Promise<Fetched | string> {
    const found = await this.look(given, {}, signal);
    if (found.kind === 'fetched') return found.fetched;
    return found.kind === 'failed' ? found.reason : 'answers 304';
  }

  /** As `fetch`, of a document that may be the same as before. */
  async look(
    given: string,
    { etag, modified }: Validators,
    signal: AbortSignal,
  ): Promise<LookedAt> {
    const known = {
      ...(etag !== undefined && { 'if-none-match': etag }),
      ...(modified !== undefined && { 'if-modified-since': modified }),
    };
    let url = given;
    for (let hops = 0; hops <= maxRedirects; hops += 1) {
      const reply = await this.ask(url, known, signal);
      if (typeof reply === 'string') return { kind: 'failed', reason: reply };
      const { status, bytes, headers = {}, afterSeconds } = reply;
      const next = headers.location === undefined ? null : URL.parse(headers.location, url);
      if (status === 304 && Object.keys(known).length > 0) return { kind: 'same' };
      if (status >= 300 && status < 400 && next !== null && /^https?:$/.test(next.protocol)) {
        url = next.href;
        continue;
      }
      const fault = faultOf(status, bytes, headers['content-encoding']);
      if (fault !== undefined || bytes === undefined) {
        return { kind: 'failed', reason: fault ?? 'broke off', afterSeconds };
      }
      const charset = /charset=["']?([\w.:-]{1,40})/i.exec(headers['content-type'] ?? '')?.[1];
      return {
        kind: 'fetched',
        fetched: { bytes, url, charset },
        etag: headers.etag,
        modified: headers['last-modified'],
      };
    }
    return {
      kind: 'failed',
      reason: 'leads from one address to the next, more than five times',
    };
  }

  private async ask(url: string, more: Readonly<Record<string, string>>, signal: AbortSignal) {
    const headers = {
      'accept-encoding': 'identity',
      'user-agent': 'Dateline import',
      ...more,
    };
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

function faultOf(
  status: number,
  bytes: Buffer | undefined,
  encoding: string | undefined,
): string | undefined {
  if (status !== 200) return `answers ${status}`;
  if (bytes === undefined) return 'has more than 30 MB, or broke off';
  return /gzip|br|deflate|zstd/i.test(encoding ?? '') ? 'answers packed, unasked' : undefined;
}
