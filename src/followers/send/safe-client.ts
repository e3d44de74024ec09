import { lookup as lookUp, type LookupAddress } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { afterSecondsOf } from './after-seconds.ts';
import { isPublicAddress } from './public-address.ts';
import { reasonOf, Unanswered } from './unanswered.ts';

/** What a target answered. */
export interface Reply {
  readonly status: number;
  /** Absent where it did not come whole. Nothing in it is to be trusted. */
  readonly body?: string;
  /** The same, as it came. */
  readonly bytes?: Buffer;
  readonly headers?: http.IncomingHttpHeaders;
  /** When it wants to be asked again (`Retry-After`). */
  readonly afterSeconds?: number;
}

export interface Request {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** How much it may answer, where that is more than usual. */
  readonly maxBodyBytes?: number;
  readonly signal: AbortSignal;
}

/** Finds all addresses of a host, as `dns.lookup` does with `all`. */
export type Resolve = (
  host: string,
  done: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void;

export interface Limits {
  /** Names, TCP and TLS together. */
  readonly connectMs: number;
  readonly headersMs: number;
  readonly wholeMs: number;
  readonly maxBodyBytes: number;
}

const usualLimits: Limits = {
  connectMs: 5_000,
  headersMs: 8_000,
  wholeMs: 10_000,
  maxBodyBytes: 65_536,
};

/**
 * Sends to addresses that people typed, without leading anybody into this network: the address is checked where the connection is
 * made, so that a name which resolves to another address the second time leads nowhere else. Follows no redirect. Each
 * connection is used once.
 */
export class SafeClient {
  constructor(
    readonly allowsPrivate: boolean,
    private readonly resolve: Resolve = (host, done) => lookUp(host, { all: true }, done),
    private readonly isPublic: (address: string) => boolean = isPublicAddress,
    private readonly limits: Limits = usualLimits,
  ) {}

  /** Throws Unanswered, with its reason, when no answer comes in time, or none may be asked for. */
  send({ method, url, headers, body = '', signal, ...more }: Request): Promise<Reply> {
    const { protocol, hostname } = new URL(url);
    const isSecure = protocol === 'https:';
    const literal = hostname.replace(/^\[|\]$/g, '');
    // A connection to an address looks nothing up.
    if (isIP(literal) !== 0 && !this.mayReach(literal)) {
      return Promise.reject(new Unanswered('private address', false));
    }
    const { connectMs, headersMs, wholeMs, maxBodyBytes } = { ...this.limits, ...more };
    return new Promise((resolve, reject) => {
      const options = {
        method,
        headers: {
          ...headers,
          ...(method !== 'GET' &&
            method !== 'HEAD' && { 'content-length': String(Buffer.byteLength(body)) }),
        },
        agent: false,
        lookup: this.lookup,
        signal,
      };
      const request = isSecure ? https.request(url, options) : http.request(url, options);
      const atMost = (ms: number) =>
        setTimeout(() => request.destroy(new Unanswered('timeout')), ms);
      const [connecting, waiting, whole] = [atMost(connectMs), atMost(headersMs), atMost(wholeMs)];
      let reply: Reply | undefined;
      let isConnected = false;
      const end = (error: Error): void => {
        for (const timer of [connecting, waiting, whole]) clearTimeout(timer);
        request.destroy();
        // When the status is known, a body that is cut off or does not end changes nothing.
        if (reply === undefined) reject(new Unanswered(reasonOf(error), isConnected));
        else resolve(reply);
      };
      const silence = new Unanswered('no HTTP answer');
      request.once('socket', (socket) =>
        socket.once(isSecure ? 'secureConnect' : 'connect', () => {
          isConnected = true;
          clearTimeout(connecting);
        }),
      );
      request.once('response', (response) => {
        clearTimeout(waiting);
        const afterSeconds = afterSecondsOf(response.headers['retry-after'], Date.now());
        reply = {
          status: response.statusCode ?? 0,
          headers: response.headers,
          ...(afterSeconds !== undefined && { afterSeconds }),
        };
        const parts: Buffer[] = [];
        let bytes = 0;
        response.on('data', (part: Buffer) => {
          bytes += part.length;
          if (bytes > maxBodyBytes) end(silence);
          else parts.push(part);
        });
        response.once('end', () => {
          const all = Buffer.concat(parts);
          if (reply !== undefined) reply = { ...reply, body: all.toString(), bytes: all };
          end(silence);
        });
        for (const event of ['error', 'close']) response.once(event, () => end(silence));
      });
      request.on('error', end);
      request.once('close', () => end(silence));
      request.end(body);
    });
  }

  private mayReach(address: string): boolean {
    return this.allowsPrivate || this.isPublic(address);
  }

  private readonly lookup: LookupFunction = (host, { all }, done) => {
    this.resolve(host, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error !== null || first === undefined) {
        done(error ?? new Unanswered('unknown host'), '');
      } else if (!addresses.every(({ address }) => this.mayReach(address))) {
        done(new Unanswered('private address'), '');
      } else if (all === true) done(null, [...addresses]);
      else done(null, first.address, first.family);
    });
  };
}
