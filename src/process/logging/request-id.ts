import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const header = 'X-Request-Id';
/** What proxies make: UUIDs, hex, ULIDs. Nothing in it can break a line, a header or a query. */
const sane = /^[\w.-]{1,64}$/;

const current = new AsyncLocalStorage<string>();

/** The id of the request that is being answered, if any is. */
export function requestId(): string | undefined {
  return current.getStore();
}

/** Runs work that outlives the request which began it, so that its lines name no request. */
export function outsideRequests(work: () => void): void {
  current.exit(work);
}

/**
 * Express middleware: gives the request its id, that of the proxy before where it is sane, answers it in `X-Request-Id`, and has
 * each log line of the request name it.
 */
export function nameRequest(
  request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
): void {
  const id = idFor(request.headers['x-request-id']);
  response.setHeader(header, id);
  current.run(id, next);
}

function idFor(given: string | readonly string[] | undefined): string {
  return typeof given === 'string' && sane.test(given) ? given : randomUUID();
}
