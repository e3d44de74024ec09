import { ServerResponse } from 'node:http';
import { handleOf, type PlainTcp } from '../engine/plain-tcp.ts';
import type { PathName } from '../fan-out/path.ts';
import { ResponseOutlet } from './response-outlet.ts';
import { StreamOutlet } from './stream-outlet.ts';
import type { StreamResponse } from './stream-response.ts';

/** Why a stream's events must be written by its response. */
export type Obstacle =
  /** The operator rules out what goes past public interfaces (`FANOUT=stock`). */
  | 'stock'
  /** The body has no chunks: an HTTP/1.0 client. */
  | 'no chunks'
  /** Somebody between changes the body, as compression does. */
  | 'changed body'
  /** The head is not written, or waits behind another response of the same connection (pipelining). */
  | 'no head'
  /** TLS, a Unix socket, or a Node whose private parts are not as expected. */
  | 'no descriptor';

/** As Node has them: whoever changes bodies puts others in their place. */
const { write, end } = ServerResponse.prototype as unknown as Readonly<Record<string, unknown>>;

/** What stands between a response and writing past it; undefined: nothing. */
export function obstacleOf(response: StreamResponse, path: PathName): Obstacle | undefined {
  const { socket } = response;
  if (path === 'stock') return 'stock';
  if (!response.chunkedEncoding) return 'no chunks';
  const isPlain = response.write === write && response.end === end;
  if (!isPlain || response.hasHeader('Content-Encoding')) return 'changed body';
  // A response has the socket while the turn is its own.
  if (socket === null || !response.headersSent) return 'no head';
  return handleOf(tcpOf(socket)) === undefined ? 'no descriptor' : undefined;
}

/** The outlet of a stream whose head has been written. */
export function outletFor(response: StreamResponse, path: PathName): StreamOutlet | ResponseOutlet {
  const { socket } = response;
  return socket === null || obstacleOf(response, path) !== undefined
    ? new ResponseOutlet(response)
    : new StreamOutlet(tcpOf(socket), response);
}

function tcpOf(socket: NonNullable<StreamResponse['socket']>): PlainTcp {
  return socket as unknown as PlainTcp;
}
