import { createServer, type IncomingMessage, type Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server } from 'socket.io';
import { connectTimeout, type ReaderServer } from '../bind-socket-io.ts';
import type { Door } from '../door.ts';
import { pingInterval, pingTimeout } from '../heartbeat.ts';
import { turnAway } from '../turn-away.ts';
import { maxPayload, path, refused, wantsWebSocket } from '../upgrade.ts';

/** What Engine.IO's server promises (https://socket.io/docs/v4/engine-io-protocol), without its own types. */
interface EngineIo {
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

/**
 * A Socket.IO server on the Engine.IO that it brings, for an operator who wants to rule ours out (`FANOUT=stock`).
 * Who comes in is decided by the same door.
 */
export function stockSocketIo(door: Door, http: HttpServer): ReaderServer {
  // Attached to a server that nobody reaches: it would take the requests for long polling from who answers them here.
  const server: ReaderServer = new Server(createServer(), {
    serveClient: false,
    connectTimeout,
    transports: ['websocket'],
    pingInterval,
    pingTimeout,
    maxHttpBufferSize: maxPayload,
  });
  const engine = server.engine as unknown as EngineIo;
  Object.assign(http, { shouldUpgradeCallback: wantsWebSocket });
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', ignore);
    const entry = door.enter(request);
    if (entry.kind === 'refused') {
      const { status, why, afterSeconds } = entry;
      turnAway(socket, refused(status, why, [`Retry-After: ${afterSeconds}`]).answer, ignore);
      return;
    }
    socket.once('close', () => door.leave(entry.address));
    if (request.url?.startsWith(path) === true) engine.handleUpgrade(request, socket, head);
    else turnAway(socket, notServed.answer, ignore);
  });
  return server;
}

const notServed = refused('404 Not Found', `WebSockets are served under ${path}.`);

function ignore(): void {}
