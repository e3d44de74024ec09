import type { IncomingMessage, ServerResponse } from 'node:http';
import { isSlug } from '../feed/feed-info.ts';
import { parseTraceparent } from './traceparent.ts';
import type { Traces } from './traces.ts';

/** What Express knows of a request when a route was found. */
interface Routed {
  readonly route?: { readonly path?: unknown };
  readonly params?: Readonly<Record<string, unknown>>;
}

const reads = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Express middleware: measures each request that changes something, below the span of the caller (`traceparent`). Reads are what
 * readers make, and are never measured; nor is what a caller wants left out. A span has the route and never the address, in which
 * secrets may stand.
 */
export function traceRequests(traces: Traces) {
  return (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    const { method = '' } = request;
    const { traceparent } = request.headers;
    if (reads.has(method) || parseTraceparent(traceparent)?.isSampled === false) return next();
    const span = traces.begin({
      name: method,
      kind: 'server',
      under: typeof traceparent === 'string' ? traceparent : undefined,
      facts: { 'http.request.method': method },
    });
    response.once('close', () => {
      const { route, params } = request as Routed;
      const path = typeof route?.path === 'string' ? route.path : undefined;
      const feed = params?.['feed'];
      if (path !== undefined) span.rename(`${method} ${path}`);
      span.tell({
        ...(path !== undefined && { 'http.route': path }),
        'http.response.status_code': response.statusCode,
        ...(isSlug(feed) && { 'dateline.feed': feed }),
      });
      if (response.statusCode >= 500) span.fail();
      span.end();
    });
    traces.within(span, next);
  };
}
