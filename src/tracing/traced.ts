import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Bus } from '../bus/bus.ts';
import type { Database } from '../database/database.ts';
import type { Kind } from '../followers/kinds/kind.ts';

/** What measures the parts of an instance. */
export interface Traced {
  readonly database: (database: Database) => Database;
  readonly bus: (bus: Bus) => Bus;
  readonly kinds: (kinds: Readonly<Record<string, Kind>>) => Readonly<Record<string, Kind>>;
  readonly middleware: readonly ((
    request: IncomingMessage,
    response: ServerResponse,
    next: () => void,
  ) => void)[];
  readonly close: () => Promise<void>;
}

/** Leaves all parts as they are: nothing is measured, and nothing is loaded for it. */
export const untraced: Traced = {
  database: (database) => database,
  bus: (bus) => bus,
  kinds: (kinds) => kinds,
  middleware: [],
  close: async () => undefined,
};
