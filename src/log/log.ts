import type { Actor } from '../database/audit.ts';
import type { WriteFault } from '../database/write-health.ts';
import type { Change } from '../feed/change.ts';
import type { FeedInfo } from '../feed/feed-info.ts';
import type { Entry } from '../feed/item.ts';
import type { Position } from '../feed/position.ts';
import type { Snapshot } from '../feed/snapshot.ts';
import type { ItemsPage, Wording } from '../feed/messages.ts';
import type { Command } from './command.ts';
import type { IdempotencyKey } from './idempotency-key.ts';
import type { MadeWording } from './made-wording.ts';
import type { Draft, DraftContent, DraftStep, NewDraft, Post, Release } from './draft.ts';
import type { FeedEntry, Mark, PageRequest, Source, TempoSlot } from './read-shapes.ts';

export { theServer, type Actor } from '../database/audit.ts';
export type { Post, Release } from './draft.ts';
export type { IdempotencyKey } from './idempotency-key.ts';
export type { FeedEntry, PageRequest, Source, TempoSlot } from './read-shapes.ts';

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
 * The result of an append: the change in the log, and the entry after it. `repeated`: done before under the same key.
 */
export interface Appended {
  readonly change: Change;
  readonly entry: Entry | undefined;
  readonly repeated: boolean;
}

/** What became of something that was published: readers have it, or it is held for the feed's `undoSeconds`. */
export type Published =
  | { readonly kind: 'out'; readonly appended: Appended }
  | { readonly kind: 'held'; readonly draft: Draft };

/** What a key was used for before, in its present state: without texts that were taken down since. */
export type EarlierUse =
  | { readonly kind: 'feed'; readonly head: FeedHead }
  | { readonly kind: 'change'; readonly appended: Appended }
  | { readonly kind: 'draft'; readonly draft: Draft }
  /** The draft has been published since. */
  | { readonly kind: 'published'; readonly entry: Entry }
  /** The draft is not there any more: the key discarded it, or another call did. */
  | { readonly kind: 'discarded' };

/**
 * The truth: every feed's changes, in commit order, and the items they add up to.
 * `seq` is gapless because the feed's row is locked inside the append's transaction (PROTOCOL.md §5.3).
 * What is returned was committed and synced. Unknown feeds read as undefined; writes throw a Refusal.
 * Safe to use from many instances at once. `by`: who does it, which the audit tells; without it the audit is silent.
 */
export abstract class Log {
  /** Creates a feed at seq 0. Throws `feed_exists`. */
  abstract createFeed(
    feed: string,
    info: FeedInfo,
    key?: IdempotencyKey,
    by?: Actor,
  ): Promise<FeedHead>;

  /** What this request did under the same key before; undefined when the key is new or belongs to another request. */
  abstract earlierUse(feed: string, key: IdempotencyKey): Promise<EarlierUse | undefined>;

  /** All feeds with their positions, sorted by slug. One query. */
  abstract feeds(): Promise<readonly ListedHead[]>;

  /** The named feeds among those that exist: one query. */
  abstract heads(feeds: readonly string[]): Promise<readonly FeedHead[]>;

  /**
   * Carries out a command in one transaction: decides it by the item as it is under the lock, and appends exactly one
   * change, or throws a Refusal and changes nothing.
   */
  abstract append(
    feed: string,
    command: Command,
    key?: IdempotencyKey,
    by?: Actor,
  ): Promise<Appended>;

  /**
   * Changes after `seq`, oldest first, at most `limit` (a positive number; the caller bounds it). Empty for an unknown
   * feed, and past the head.
   */
  abstract read(feed: string, afterSeq: number, limit: number): Promise<readonly Change[]>;

  /** The tag the log has at `seq`, if it has that seq. Seq 0 is the feed's beginning. */
  abstract tagAt(feed: string, seq: number): Promise<string | undefined>;

  /** The feed's latest takedown: the newest change that cleared texts in older rows. Undefined before the first. */
  abstract lastTakedown(feed: string): Promise<Mark | undefined>;

  /** The newest change that changed what the feed was at an earlier time: a takedown, as above, or an import. */
  abstract lastRewriting(feed: string): Promise<Mark | undefined>;

  /**
   * The snapshot and the latest changes that lead to it, oldest first, at most `limit`, all read at one instant. With
   * two reads, a takedown in between would blank texts in the changes that the snapshot still has.
   */
  abstract tail(feed: string, limit: number): Promise<FeedTail | undefined>;

  /** The newest entries, the pinned item and their position, all read at one instant. */
  abstract snapshot(feed: string): Promise<Snapshot | undefined>;

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

  /**
   * Every wording of an item, small fixes too, oldest first, and who made it; empty for an item that was taken down or
   * never published. For the newsroom.
   */
  abstract wordings(feed: string, id: string): Promise<readonly MadeWording[]>;

  /** The body's Markdown as its editor wrote it, published or draft. */
  abstract source(feed: string, id: string): Promise<Source | undefined>;

  /** Stores a new draft or embargoed item. It is in no change and has no seq until it is released. */
  abstract keepDraft(
    feed: string,
    content: NewDraft,
    key?: IdempotencyKey,
    by?: Actor,
  ): Promise<Draft>;

  /** Drafts and embargoed items of a feed: those with an embargo by its time, then the latest changed. */
  abstract drafts(feed: string): Promise<readonly Draft[]>;

  /**
   * A draft or embargoed item; undefined when there is none with this id: it was published, discarded, or never was.
   */
  abstract draft(feed: string, id: string): Promise<Draft | undefined>;

  /** Replaces a draft's content. Throws `unknown_item`, and `stale_revision` when the draft has another revision. */
  abstract changeDraft(
    feed: string,
    id: string,
    rev: number,
    content: DraftContent,
    key?: IdempotencyKey,
    by?: Actor,
  ): Promise<Draft>;

  /**
   * Takes a draft a step on its way. Throws `unknown_item`, `stale_revision` when the draft has another revision, and
   * `wrong_state`: where it is scheduled, submitted a second time, or returned without being submitted.
   */
  abstract stepDraft(
    feed: string,
    id: string,
    rev: number,
    step: DraftStep,
    key?: IdempotencyKey,
    by?: Actor,
  ): Promise<Draft>;

  /** Deletes a draft. Throws `unknown_item`, and `stale_revision` when the draft has another revision than `rev`. */
  abstract discardDraft(
    feed: string,
    id: string,
    rev?: number,
    key?: IdempotencyKey,
    by?: Actor,
  ): Promise<void>;

  /**
   * Publishes a post as one change; in a feed with `undoSeconds` it is held among the drafts for so long, with another id,
   * behind what is held already.
   */
  abstract publish(feed: string, post: Post, key?: IdempotencyKey, by?: Actor): Promise<Published>;

  /**
   * Publishes a draft as one change, or holds it, as above. The draft's row is deleted in the transaction that appends the
   * change, so of many instances exactly one publishes it. Throws `unknown_item` when another instance did, and
   * `wrong_state` when it is held already.
   */
  abstract releaseDraft(feed: string, id: string, release?: Release): Promise<Published>;

  /** Publishes a draft whose time has come. Throws `unknown_item` for any other, and when another instance did. */
  abstract releaseDue(feed: string, id: string, by?: Actor): Promise<Appended>;

  /**
   * Takes a held post back: it is a draft without a time then. Throws `already_published` when its time is over,
   * `wrong_state` for what is not held, and `unknown_item`.
   */
  abstract recall(feed: string, id: string, key?: IdempotencyKey, by?: Actor): Promise<Draft>;

  /** Embargoed and held items whose time has come by the database's clock, oldest first. */
  abstract dueDrafts(
    limit: number,
  ): Promise<readonly { readonly feed: string; readonly id: string }[]>;

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
