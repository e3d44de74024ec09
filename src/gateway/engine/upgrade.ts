import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { agreeOn, type Agreement } from './compression.ts';

/** Where readers connect: Socket.IO's own default. */
export const path = '/socket.io/';
/** What a reader may send at once, in bytes. */
export const maxPayload = 16_384;

/** What came of a request to open a WebSocket: the answer's text, and whether it says yes. */
export type Upgrade =
  | { readonly kind: 'opened'; readonly answer: string; readonly agreement: Agreement }
  | { readonly kind: 'refused'; readonly answer: string };

/** The GUID that the accept hash needs (RFC 6455 §1.3). */
const magic = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const keyForm = /^[+/0-9A-Za-z]{22}==$/;

/**
 * Answers the opening handshake of a WebSocket (RFC 6455 §4.2) for Engine.IO 4. Refuses any other transport or
 * version.
 */
export function answerUpgrade({ method, headers, url }: IncomingMessage): Upgrade {
  const key = headers['sec-websocket-key'];
  const isWebSocket =
    method === 'GET' &&
    headers.upgrade?.toLowerCase() === 'websocket' &&
    key !== undefined &&
    keyForm.test(key);
  if (!isWebSocket) return refused('400 Bad Request', 'This is no WebSocket handshake.');
  if (headers['sec-websocket-version'] !== '13') {
    return refused('426 Upgrade Required', 'WebSocket version 13 is needed.', [
      'Sec-WebSocket-Version: 13',
    ]);
  }
  const query = queryOf(url ?? '');
  if (query.get('EIO') !== '4') {
    return refused('400 Bad Request', 'Engine.IO 4 is needed: socket.io-client 3 or newer.');
  }
  if (query.get('transport') !== 'websocket' || query.has('sid')) {
    return refused('400 Bad Request', 'Connect with transports: ["websocket"].');
  }
  const agreement = agreeOn(headers['sec-websocket-extensions']);
  if (agreement === undefined) return refused('400 Bad Request', 'The extensions are malformed.');
  const accept = hash('sha1', `${key}${magic}`, 'base64');
  const { header } = agreement;
  const answer =
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    `Sec-WebSocket-Accept: ${accept}\r\n` +
    (header === undefined ? '\r\n' : `Sec-WebSocket-Extensions: ${header}\r\n\r\n`);
  return { kind: 'opened', answer, agreement };
}

/**
 * Whether a request is for a WebSocket. Who offers another protocol (`Upgrade: h2c`) is served as if it had not: that is
 * its right (RFC 9110 §7.8).
 */
export function wantsWebSocket({ headers }: IncomingMessage): boolean {
  return /(^|[\s,])websocket($|[\s,])/i.test(headers.upgrade ?? '');
}

/** Nearly all ask for the same: parsed once. A flood of made-up ones is forgotten. */
function queryOf(url: string): URLSearchParams {
  const known = queries.get(url);
  if (known !== undefined) return known;
  const query = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  if (queries.size >= 100) queries.clear();
  queries.set(url, query);
  return query;
}

const queries = new Map<string, URLSearchParams>();

/** A refusal: an HTTP answer with its reason as plain text. */
export function refused(status: string, why: string, headers: readonly string[] = []): Upgrade {
  const lines = [`HTTP/1.1 ${status}`, 'Content-Type: text/plain', 'Connection: close', ...headers];
  return { kind: 'refused', answer: `${lines.join('\r\n')}\r\n\r\n${why}\n` };
}
