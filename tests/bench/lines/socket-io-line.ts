import { io } from 'socket.io-client';
import { freePort } from '../../services/free-port.ts';
import { startStock } from '../peers.ts';
import type { OpenReader } from './line-reader.ts';
import { crowdOfLibraries, type LineSubject } from './line-subject.ts';
import { cutSocket } from './stock-line.ts';

const open: OpenReader = async (url, saw, lost) => {
  const socket = io(url, { transports: ['websocket'], forceNew: true });
  socket.on('change', ({ seq }: { readonly seq: number }) => saw(seq, false));
  socket.on('disconnect', lost);
  return { cut: () => cutSocket(socket), close: () => socket.close() };
};

/** Stock Socket.IO, server and clients, as it comes and with its own connection state recovery. */
export const socketIoLines: readonly LineSubject[] = [
  served('Socket.IO as it comes', {}),
  served('Socket.IO, recovery on', { RECOVERY: '1' }),
];

function served(name: string, more: Record<string, string>): LineSubject {
  return {
    name,
    readers: crowdOfLibraries,
    happenings: ['broken lines', 'restart'],
    open,
    start: async () => {
      const port = await freePort();
      const up = () => startStock({ PORT: String(port), ...more });
      let server: Awaited<ReturnType<typeof up>> | undefined = await up();
      return {
        url: `http://127.0.0.1:${port}`,
        publish: async (item) => {
          await server?.broadcast({ count: 1, intervalMs: 0, bytes: 100, first: item });
          return server !== undefined;
        },
        restart: async () => {
          const old = server;
          server = undefined;
          await old?.stop('SIGTERM');
          server = await up();
        },
        stop: async () => server?.stop(),
      };
    },
  };
}
