import { createServer, type AddressInfo, type ListenOptions, type Server } from 'node:net';

/** Connections that may wait to be accepted: in a storm they come faster than one turn of the process takes. */
const backlog = 4_096;

interface Address {
  readonly port: number;
  readonly host: string | undefined;
}

/** Takes the port for this process alone. Resolves to the port: 0 is any free one. */
export function listenAlone(server: Server, address: Address): Promise<number> {
  return listen(server, { ...address, backlog });
}

/** Takes the port together with other processes of this user: the kernel spreads the connections (SO_REUSEPORT). */
export function listenTogether(server: Server, address: Address): Promise<number> {
  return listen(server, { ...address, backlog, reusePort: true });
}

/** Rejects when anybody has the port. Whoever listens together would not notice, and share it with a stranger. */
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
