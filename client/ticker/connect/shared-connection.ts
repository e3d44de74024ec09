import { systemClock } from '../clock.ts';
import { Connection } from './connection.ts';
import type { Link } from './link.ts';
import { openSocket } from './open-socket.ts';
import { otherRoads } from './other-roads.ts';
import { pageLife } from './page-life.ts';

const connections = new Map<string, Connection>();

/** The page's one connection to a server, by its base (see serverBase). It opens when a feed is followed. */
export function sharedConnection(server: string): Link {
  const known = connections.get(server);
  if (known !== undefined) return known;
  const roads = [openSocket, ...otherRoads] as const;
  const made = new Connection(server, systemClock, pageLife(), roads);
  connections.set(server, made);
  return made;
}
