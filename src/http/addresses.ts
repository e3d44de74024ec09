import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import proxyAddr from 'proxy-addr';
import { networkOf } from './network-of.ts';
import { peerOf } from './peer-of.ts';

/**
 * Whose request it is, for everything that counts by address: HTTP requests, upgrades to WebSockets and streams alike.
 * The address of the connection, or the one that the trusted proxies before it have seen. An IPv6 address counts by
 * its /64, which is what one household or one server is given. Also the injection token.
 */
export class Addresses {
  private readonly trust: (address: string, hops: number) => boolean;
  private readonly isDirect: boolean;

  /** `trusted`: see readTrustedProxies. Without any, X-Forwarded-For counts for nothing. */
  constructor(trusted: readonly string[] = []) {
    this.trust = proxyAddr.compile(trusted);
    this.isDirect = trusted.length === 0;
  }

  /** Never throws; an empty text for a connection that has ended already. */
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

/** Some proxies write `203.0.113.7:4711` and `[2001:db8::1]:4711`. */
function withoutPort(text: string): string {
  return /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
}
