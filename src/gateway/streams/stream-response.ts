import type { ServerResponse } from 'node:http';

/** The part of an HTTP response that a stream uses. */
export type StreamResponse = Pick<
  ServerResponse,
  | 'write'
  | 'end'
  | 'destroy'
  | 'writableLength'
  | 'on'
  | 'once'
  | 'off'
  | 'closed'
  | 'socket'
  | 'headersSent'
  | 'hasHeader'
  | 'chunkedEncoding'
>;
