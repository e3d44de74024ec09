import type { WriteFault } from '../database/write-health.ts';
import type { Change } from '../feed/change.ts';
import type { FeedInfo } from '../feed/feed-info.ts';
import type { Entry } from '../feed/item.ts';
import type { ItemsPage, Wording } from '../feed/messages.ts';
import type { Position } from '../feed/position.ts';
import type { Snapshot } from '../feed/snapshot.ts';
import type { FeedEntry, Mark, PageRequest, TempoSlot } from './read-shapes.ts';

/** A feed with the position of its log. */
export interface FeedHead extends Position {
  readonly feed: string;
  readonly info: FeedInfo;
}

/** A feed in a list, with the time of its latest change; of its creation, before the first. */
export interface ListedHead extends FeedHead {
  readonly changedAt: string;
}

export interface FeedTail {
  readonly snapshot: Snapshot;
  readonly changes: readonly Change[];
}

/**
 * What every way out reads of the log: all that hub, gateway and site know of it. A relay has this half alone, from its
 * upstream. Unknown feeds read as undefined.
 */
export abstract class LogReads {
  /** All feeds with their positions, sorted by slug. One query. */
  abstract feeds(): Promise<readonly ListedHead[]>;

  /** The named feeds among those that exist: one query. */
  abstract heads(feeds: readonly string[]): Promise<readonly FeedHead[]>;

  /**
   * Changes after `seq`, oldest first, at most `limit` (a positive number; the caller bounds it). Empty for an unknown
   * feed, and past the head.
   */
  abstract read(feed: string, afterSeq: number, limit: number): Promise<readonly Change[]>;

  /** The feed's latest takedown: the newest change that cleared texts in older rows. Undefined before the first. */
  abstract lastTakedown(feed: string): Promise<Mark | undefined>;

  /** The newest change that changed what the feed was at an earlier time: a takedown, as above, or an import. */
  abstract lastRewriting(feed: string): Promise<Mark | undefined>;

  /**
   * The snapshot and the latest changes that lead to it, oldest first, at most `limit`, all read at one instant. With
   * two reads, a takedown in between would blank texts in the changes that the snapshot still has.
   */
  abstract tail(feed: string, limit: number): Promise<FeedTail | undefined>;

  /**
   * The fold of what had happened at or before `at` (RFC 3339, UTC, milliseconds), with the position that the log had
   * reached then; before the first change, the feed's beginning. What was imported happened when the story says, all else
   * when it was appended; pins and the feed's information are those of the position. An item that was taken down since is a tombstone, as in the log's
   * rows. `more` leads to older items as they are now; as `before`, to older items as they were then. Takes a few
   * indexed reads, however long the log is. Throws `invalid_input` for an invalid cursor.
   */
  abstract snapshotAt(feed: string, at: string, before?: string): Promise<Snapshot | undefined>;

  /** A page of entries older than the cursor, newest first. Throws `invalid_input` for an invalid cursor. */
  abstract items(feed: string, page: PageRequest): Promise<ItemsPage | undefined>;

  /**
   * The entries that were posted in the named feeds at or after `since` (RFC 3339, UTC, milliseconds), newest first
   * over all of them; with `before`, those behind that cursor. At most 1,000 feeds: the caller bounds them.
   */
  abstract recent(
    feeds: readonly string[],
    since: string,
    page: Pick<PageRequest, 'before' | 'limit'>,
  ): Promise<readonly FeedEntry[]>;

  /** How much was posted when, oldest first, without slots in which nothing was: what was taken down counts. */
  abstract tempo(feed: string): Promise<readonly TempoSlot[]>;

  /** The item as it is now, or its tombstone; undefined for an id that was never published in this feed. */
  abstract entry(feed: string, id: string): Promise<Entry | undefined>;

  /** An item's public wordings, oldest first; empty for an item that was taken down or never published. */
  abstract history(feed: string, id: string): Promise<readonly Wording[]>;

  /** The time by which changes are dated (RFC 3339, UTC, milliseconds). */
  abstract time(): Promise<string>;

  /** Proves by a round trip that the log can be reached. */
  abstract ping(): Promise<void>;

  /**
   * Why the log cannot be written at present; undefined while it can. From memory: a full disk is noticed by the next
   * write.
   */
  abstract get writeFault(): WriteFault | undefined;

  abstract close(): Promise<void>;
}
