/** Types for the part of proxy-addr that is used here. The package comes with Express and has no types. */
declare module 'proxy-addr' {
  import type { IncomingHttpHeaders } from 'node:http';

  interface Request {
    readonly headers: IncomingHttpHeaders;
    readonly socket: { readonly remoteAddress: string };
  }
  type Trust = (address: string, hops: number) => boolean;

  /** The nearest address that is not trusted. It may be any text, if a trusted proxy sent that. */
  function proxyAddr(request: Request, trust: Trust): string | undefined;
  namespace proxyAddr {
    function compile(trusted: readonly string[]): Trust;
  }
  export = proxyAddr;
}
