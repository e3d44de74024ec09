import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import proxyAddr from 'proxy-addr';
import { networkOf } from './network-of.ts';
import { peerOf } from './peer-of.ts';

/**
 * The address by which HTTP requests, WebSockets and streams are counted: that of the connection, or behind trusted
 * proxies the one that they name. An IPv6 address counts by its /64, which is what a household or a server is given.
 * Also the injection token.
 */
export class Addresses {
  private readonly trust: (address: string, hops: number) => boolean;
  private readonly isDirect: boolean;

  /** `trusted`: see readTrustedProxies. Without trusted proxies, X-Forwarded-For is ignored. */
  constructor(trusted: readonly string[] = []) {
    this.trust = proxyAddr.compile(trusted);
    this.isDirect = trusted.length === 0;
  }

  /** The address of a request; an empty text when its connection has ended. Never throws. */
  of(request: IncomingMessage): string {
    const { headers, socket } = request;
    const peer = peerOf(socket);
    if (this.isDirect || headers['x-forwarded-for'] === undefined) return networkOf(peer);
    const seen = withoutPort(
      proxyAddr({ headers, socket: { remoteAddress: peer } }, this.trust) ?? '',
    );
    return networkOf(isIP(seen) === 0 ? peer : seen);
  }
}

/** Removes the port that some proxies write: `203.0.113.7:4711`, `[2001:db8::1]:4711`. */
function withoutPort(text: string): string {
  return /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
}
