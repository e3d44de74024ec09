import { sessionIn } from '../http/session-secret.ts';

/** A secret has 43 characters: what is much longer is none. */
const maxLength = 64;

/** By connection. Only editors' browsers send the cookie, so that a reader's connection keeps nothing here. */
const secrets = new WeakMap<object, string>();

/** Keeps the session secret that a connection was opened with, for the newsroom's namespace. */
export function keepSession(connection: object, cookies: string | undefined): void {
  const secret = sessionIn(cookies);
  if (secret !== undefined && secret.length <= maxLength) secrets.set(connection, secret);
}

export function keptSession(connection: object): string | undefined {
  return secrets.get(connection);
}

/** The session secret that the connection under a socket was opened with, whichever engine its server is on. */
export function sessionUnder(socket: SocketUnder): string | undefined {
  return keptSession(socket.conn) ?? sessionIn(socket.request?.headers.cookie);
}

interface SocketUnder {
  readonly conn: object;
  readonly request?: { readonly headers: { readonly cookie?: string | undefined } };
}
