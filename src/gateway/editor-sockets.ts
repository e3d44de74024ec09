import type { Namespace, Socket } from 'socket.io';
import type { EditorEvents, NewsroomEvents } from '../feed/newsroom-messages.ts';
import type { Addresses } from '../http/addresses.ts';
import { sessionIn } from '../http/session-secret.ts';
import { Outlet } from './engine/outlet.ts';
import { keptSession } from './kept-sessions.ts';

export type EditorNamespace = Namespace<EditorEvents, NewsroomEvents>;
export type EditorSocket = Socket<EditorEvents, NewsroomEvents>;

/** Who opens a connection to the newsroom's namespace. */
export interface EditorGuest {
  readonly address: string;
  readonly origin: string | undefined;
  readonly host: string | undefined;
  /** The secret in its session cookie. */
  readonly session: string | undefined;
}

/** The guest under a socket, whichever engine its server is on. */
export function guestOf(socket: EditorSocket, addresses: Addresses): EditorGuest {
  const conn: unknown = socket.conn;
  if (conn instanceof Outlet) {
    const { address, origin, host } = conn;
    return { address, origin, host, session: keptSession(conn) };
  }
  const { request } = socket;
  const { origin, host, cookie } = request.headers;
  return { address: addresses.of(request), origin, host, session: sessionIn(cookie) };
}
