import type { Entry } from '../feed/item.ts';

/** What was posted in a slot of time (a minute, an hour or a day), and how many of it are key events. */
export interface TempoSlot {
  /** RFC 3339, UTC. */
  readonly from: string;
  readonly posts: number;
  readonly keys: number;
}

/** A change of a feed's log. */
export interface Mark {
  readonly seq: number;
  readonly tag: string;
}

/** An entry among those of several feeds. */
export interface FeedEntry {
  readonly feed: string;
  readonly entry: Entry;
}

export interface PageRequest {
  /** Entries behind this cursor, in the given order. */
  readonly before?: string;
  readonly limit: number;
  /** The newest first, unless this is set. */
  readonly order?: 'oldest';
  /** Key events only. */
  readonly key?: boolean;
}

export interface Source {
  readonly id: string;
  readonly rev: number;
  readonly markdown: string;
}
