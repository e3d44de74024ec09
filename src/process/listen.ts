import type { Server as HttpServer } from 'node:http';
import { createServer, Server, type AddressInfo } from 'node:net';
import type { Handle } from '../instances/ipc-channel.ts';

/** Connections that may wait to be accepted: in a storm many arrive during one turn of the event loop. */
const backlog = 4_096;

/** How a process comes to its port. Resolves to its number. */
export type Listen = (server: HttpServer) => Promise<number>;

interface Address {
  readonly port: number;
  readonly host: string | undefined;
}

/** Listens on a port for this process alone. Port 0 asks for any free one. */
export function listenAlone(server: Server, { port, host }: Address): Promise<number> {
  return listen(server, (done) => server.listen({ port, host, backlog }, done));
}

/** Listens on a port together with other processes of this user: the kernel spreads connections (SO_REUSEPORT). */
export function listenTogether(server: Server, { port, host }: Address): Promise<number> {
  return listen(server, (done) => server.listen({ port, host, backlog, reusePort: true }, done));
}

/**
 * Listens on what another process listens on already. Both accept until the other stops; what waits to be accepted is lost with
 * neither.
 */
export function listenOn(server: Server, handle: Handle): Promise<number> {
  return listen(server, (done) => server.listen(handle, backlog, done));
}

/** Listens on a socket that a service manager has opened and keeps open (sd_listen_fds(3)). */
export function listenOnDescriptor(server: Server, fd: number): Promise<number> {
  return listen(server, (done) => server.listen({ fd }, backlog, done));
}

/** Rejects when the port is taken. `listenTogether` would not notice, and would share the port with that process. */
export async function tryPort(address: Address): Promise<void> {
  const probe = createServer();
  await listenAlone(probe, address);
  await new Promise((closed) => probe.close(closed));
}

/** The handle that a server listens on; it stays the server's. */
export function handleOfPort(server: Server): Handle | undefined {
  // A private part of Node's net module: there is no public way to send it and to go on listening.
  const { _handle: handle } = server as unknown as { readonly _handle: Handle | null };
  return handle ?? undefined;
}

/** Accepts nobody any more; unlike `close` of an HTTP server, it leaves alone the connections that are kept alive. */
export function stopListening(server: HttpServer): void {
  Server.prototype.close.call(server);
}

const lookMs = 50;
/** Connections that nobody uses are waited for at most this long: proxies keep them for a minute. */
const maxQuietMs = 30_000;

/**
 * Resolves when a server has no connections left: whoever keeps one alive is told with the next answer to close it, and one that
 * nobody uses is closed after its time. At most after that time, or 30 s.
 */
export async function quiet(server: HttpServer): Promise<void> {
  const endMs = performance.now() + Math.min(server.keepAliveTimeout + 2_000, maxQuietMs);
  while (performance.now() < endMs && (await connections(server)) > 0) {
    await new Promise((done) => setTimeout(done, lookMs));
  }
}

function connections(server: Server): Promise<number> {
  return new Promise((done) => server.getConnections((_, count) => done(count)));
}

async function listen(server: Server, open: (done: () => void) => void): Promise<number> {
  const listening = Promise.withResolvers<void>();
  server.once('error', listening.reject);
  open(listening.resolve);
  await listening.promise;
  server.off('error', listening.reject);
  return (server.address() as AddressInfo).port;
}
