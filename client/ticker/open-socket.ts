import { io } from 'socket.io-client';
import type { ByeMessage, Handshake, RefusedMessage, Subscription } from '../../src/feed/wire.ts';
import type { FeedMessage } from './link.ts';

/** Everything a server says on a connection. */
export type Arrival =
  | FeedMessage
  | { readonly event: 'refused'; readonly body: RefusedMessage }
  | { readonly event: 'bye'; readonly body: ByeMessage };

export interface SocketEvents {
  readonly opened: () => void;
  /** It will not open, or is gone; a server that turned the reader away says why. */
  readonly lost: (refusal?: RefusedMessage) => void;
  readonly heard: (arrival: Arrival) => void;
}

export interface OpenSocket {
  readonly send: (event: 'subscribe' | 'unsubscribe', subscription: Subscription) => void;
  readonly close: () => void;
}

/** Opens one connection, once: trying again is the caller's. */
export type SocketFactory = (
  server: string,
  handshake: () => Handshake,
  events: SocketEvents,
) => OpenSocket;

const connectTimeoutMs = 10_000;

export const openSocket: SocketFactory = (server, handshake, events) => {
  const socket = io(server, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    timeout: connectTimeoutMs,
    closeOnBeforeunload: false,
    auth: (give) => give(handshake()),
  });
  socket.on('connect', events.opened);
  socket.on('disconnect', () => events.lost());
  socket.on('connect_error', (error: Error & { readonly data?: unknown }) =>
    events.lost(isRefusal(error.data) ? error.data : undefined),
  );
  for (const event of ['snapshot', 'sync', 'change', 'head', 'refused', 'bye'] as const) {
    socket.on(event, (body: Arrival['body']) => events.heard({ event, body } as Arrival));
  }
  return {
    send: (event, subscription) => void socket.emit(event, subscription),
    close: () => {
      socket.off();
      socket.disconnect();
    },
  };
};

function isRefusal(value: unknown): value is RefusedMessage {
  return typeof value === 'object' && value !== null && 'code' in value && 'retry' in value;
}
