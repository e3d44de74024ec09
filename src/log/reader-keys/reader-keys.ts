import type { Actor } from '../../database/audit.ts';

/** A key of a feed, by which a publisher's site signs for its signed-in readers; without the secret. */
export interface ReaderKey {
  readonly id: string;
  /** Who made it. */
  readonly by: string;
  readonly createdAt: string;
  /** Until when it counts (RFC 3339, UTC); absent: it is the newest. */
  readonly endsAt?: string;
}

export interface MadeReaderKey extends ReaderKey {
  readonly secret: string;
}

/** A key that counts now. */
export interface ValidReaderKey {
  readonly feed: string;
  readonly secret: string;
}

/** The keys of feeds for signed-in readers. */
export abstract class ReaderKeys {
  /** Those that count, the newest first; undefined for an unknown feed. */
  abstract list(feed: string): Promise<readonly ReaderKey[] | undefined>;

  /**
   * Makes a key. The one before counts for a day more, which is as long as a token of it can, and those before that one end
   * now: two count at a time. Throws `unknown_feed`.
   */
  abstract make(feed: string, by: Actor): Promise<MadeReaderKey>;

  /** Ends a key at once, with every token that it has signed. False where the feed has no such key. */
  abstract end(feed: string, id: string, by: Actor): Promise<boolean>;

  /** The keys of all feeds that count now: one query. */
  abstract valid(): Promise<readonly ValidReaderKey[]>;
}
