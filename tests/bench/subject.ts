/** A broadcast to be made: `count` messages of about `bytes`, numbered from `first`, so far apart. */
export interface Broadcast {
  readonly count: number;
  readonly intervalMs: number;
  readonly bytes: number;
  readonly first: number;
}

/** A server that runs, and how readers come to it. */
export interface Running {
  readonly pids: readonly number[];
  readonly ports: readonly number[];
  /** How the load client connects, subscribes and knows a message (see load-client.c). */
  readonly loadWords: readonly string[];
  /** Resolves when all was said, not when all was delivered. */
  readonly broadcast: (what: Broadcast) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** What is compared. `start` throws an Unavailable where it cannot be had. */
export interface Subject {
  readonly name: string;
  readonly start: () => Promise<Running>;
}

/** Says why a subject is not here; the others are measured all the same. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}
