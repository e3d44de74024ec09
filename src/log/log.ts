import type { Actor } from '../database/audit.ts';
import type { Change } from '../feed/change.ts';
import type { FeedInfo } from '../feed/feed-info.ts';
import type { Entry } from '../feed/item.ts';
import type { Snapshot } from '../feed/snapshot.ts';
import type { Command } from './command.ts';
import type { IdempotencyKey } from './idempotency-key.ts';
import type { MadeWording } from './made-wording.ts';
import type { Draft, DraftContent, DraftStep, NewDraft, Post, Release } from './draft.ts';
import { LogReads, type FeedHead } from './log-reads.ts';
import type { Source } from './read-shapes.ts';

export { theServer, type Actor } from '../database/audit.ts';
export type { FeedHead, FeedTail, ListedHead } from './log-reads.ts';
export type { Post, Release } from './draft.ts';
export type { IdempotencyKey } from './idempotency-key.ts';
export type { FeedEntry, PageRequest, Source, TempoSlot } from './read-shapes.ts';

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
export abstract class Log extends LogReads {
  /** Creates a feed at seq 0. Throws `feed_exists`. */
  abstract createFeed(
    feed: string,
    info: FeedInfo,
    key?: IdempotencyKey,
    by?: Actor,
  ): Promise<FeedHead>;

  /** What this request did under the same key before; undefined when the key is new or belongs to another request. */
  abstract earlierUse(feed: string, key: IdempotencyKey): Promise<EarlierUse | undefined>;

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

  /** The tag the log has at `seq`, if it has that seq. Seq 0 is the feed's beginning. */
  abstract tagAt(feed: string, seq: number): Promise<string | undefined>;

  /** The newest entries, the pinned item and their position, all read at one instant. */
  abstract snapshot(feed: string): Promise<Snapshot | undefined>;

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
}
