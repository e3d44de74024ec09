import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { ClientEvents, ServerEvents } from '../../feed/wire.ts';
import type { Outlet } from './outlet.ts';
import type { ReaderEngine } from './reader-engine.ts';
import { RoomlessAdapter } from './roomless-adapter.ts';

export type ReaderServer = Server<ClientEvents, ServerEvents>;
export type ReaderSocket = Socket<ClientEvents, ServerEvents>;

/** Who opens a WebSocket and says nothing is let go after this. */
const connectTimeout = 10_000;

/** A Socket.IO server on our engine. Connection state recovery stays off: positions are ours (PROTOCOL.md §1). */
export function bindSocketIo(engine: ReaderEngine, http: HttpServer): ReaderServer {
  const server: ReaderServer = new Server({
    serveClient: false,
    connectTimeout,
    adapter: RoomlessAdapter,
  });
  server.bind(engine);
  engine.attach(http);
  return server;
}

/** The connection under a socket of such a server. */
export function outletOf(socket: ReaderSocket): Outlet {
  return socket.conn as unknown as Outlet;
}
