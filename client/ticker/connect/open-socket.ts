import { Manager } from 'socket.io-client';
import type { RefusedMessage } from '../../../src/feed/messages.ts';
import type { Arrival, Road } from './road.ts';

const connectTimeoutMs = 10_000;

/** The first road: one WebSocket for all feeds. */
export const openSocket: Road = (server, handshake, events) => {
  const { origin, pathname } = new URL(server);
  const manager = new Manager(origin, {
    path: `${pathname}socket.io/`,
    transports: ['websocket'],
    reconnection: false,
    timeout: connectTimeoutMs,
    closeOnBeforeunload: false,
  });
  // A frame of ours has our origin: only its browser knows on whose page it stands.
  const site = globalThis.location?.ancestorOrigins?.[0];
  const socket = manager.socket('/', { auth: (give) => give({ ...handshake(), site }) });
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
