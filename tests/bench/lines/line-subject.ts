import type { OpenReader } from './line-reader.ts';

/** What happens to readers' lines: each is cut every 15 to 20 s; the server is started anew; it is told to reload. */
export type Happening = 'broken lines' | 'restart' | 'reload';

/** A server whose readers' lines break. Its address stays the same when it is started anew. */
export interface LineServer {
  readonly url: string;
  /** Publishes an item of this number; false, or an error: it was not taken just now. */
  readonly publish: (item: number) => Promise<boolean>;
  /** SIGTERM, and the same command again; resolves when it serves. */
  readonly restart: () => Promise<void>;
  /** SIGHUP; only for those to whom a reload happens. */
  readonly reload?: () => void;
  readonly stop: () => Promise<void>;
}

/** What is compared. `start` throws an Unavailable where it cannot be had. */
export interface LineSubject {
  readonly name: string;
  readonly readers: number;
  readonly happenings: readonly Happening[];
  readonly open: OpenReader;
  readonly start: () => Promise<LineServer>;
}

/** How many readers with a library of their own one process can be, so that the process itself is not measured. */
export const crowdOfLibraries = 1_000;
