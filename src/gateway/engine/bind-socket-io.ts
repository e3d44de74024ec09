import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { ClientEvents, ServerEvents } from '../../feed/messages.ts';
import { Outlet } from './outlet.ts';
import type { SocketOutlet } from './reader-outlet.ts';
import type { ReaderEngine } from './reader-engine.ts';
import { RoomlessAdapter } from './roomless-adapter.ts';
import { StockOutlet, type StockConnection } from './stock/stock-outlet.ts';

export type ReaderServer = Server<ClientEvents, ServerEvents>;
export type ReaderSocket = Socket<ClientEvents, ServerEvents>;

/** Who opens a WebSocket and says nothing is let go after this. */
export const connectTimeout = 10_000;

/**
 * A Socket.IO server on our engine. Connection state recovery stays off: readers resume by position (PROTOCOL.md §1).
 */
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
export function ownOutletOf(socket: ReaderSocket): Outlet {
  return socket.conn as unknown as Outlet;
}

/** Whether the connection under a socket is in no other namespace. */
export function isAlone({ client }: ReaderSocket): boolean {
  const { sockets } = client as unknown as { readonly sockets?: { readonly size?: number } };
  return sockets?.size === 1;
}

const stockOutlets = new WeakMap<StockConnection, StockOutlet>();

/** The connection under a socket, whichever engine its server is on. */
export function outletOf(socket: ReaderSocket): SocketOutlet {
  const conn: unknown = socket.conn;
  if (conn instanceof Outlet) return conn;
  const known = stockOutlets.get(socket.conn);
  if (known !== undefined) return known;
  const outlet = new StockOutlet(socket.conn);
  stockOutlets.set(socket.conn, outlet);
  return outlet;
}
