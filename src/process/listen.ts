import { createServer, type AddressInfo, type ListenOptions, type Server } from 'node:net';

/** Connections that may wait to be accepted: in a storm many arrive during one turn of the event loop. */
const backlog = 4_096;

interface Address {
  readonly port: number;
  readonly host: string | undefined;
}

/** Listens on a port for this process alone. Resolves to the port; 0 asks for any free one. */
export function listenAlone(server: Server, address: Address): Promise<number> {
  return listen(server, { ...address, backlog });
}

/** Listens on a port together with other processes of this user: the kernel spreads connections (SO_REUSEPORT). */
export function listenTogether(server: Server, address: Address): Promise<number> {
  return listen(server, { ...address, backlog, reusePort: true });
}

/** Rejects when the port is taken. `listenTogether` would not notice, and would share the port with that process. */
export async function tryPort(address: Address): Promise<void> {
  const probe = createServer();
  await listen(probe, address);
  await new Promise((closed) => probe.close(closed));
}

async function listen(server: Server, options: ListenOptions): Promise<number> {
  const listening = Promise.withResolvers<void>();
  server.once('error', listening.reject);
  server.listen(options, listening.resolve);
  await listening.promise;
  server.off('error', listening.reject);
  return (server.address() as AddressInfo).port;
}
