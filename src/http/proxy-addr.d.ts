/** What is used of proxy-addr, which has no types of its own and comes with Express. */
declare module 'proxy-addr' {
  import type { IncomingHttpHeaders } from 'node:http';

  interface Request {
    readonly headers: IncomingHttpHeaders;
    readonly socket: { readonly remoteAddress: string };
  }
  type Trust = (address: string, hops: number) => boolean;

  /** The nearest address that is not trusted; text that is no address when a trusted proxy sent such text. */
  function proxyAddr(request: Request, trust: Trust): string | undefined;
  namespace proxyAddr {
    function compile(trusted: readonly string[]): Trust;
  }
  export = proxyAddr;
}
