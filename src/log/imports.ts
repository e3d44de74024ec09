import type { Actor } from '../database/audit.ts';
import type { ItemContent } from '../feed/item.ts';
import type { WordingKind } from '../feed/change-kinds.ts';
import type { Appended } from './log.ts';

/** A wording of an imported item. Its time is the story's own (RFC 3339, UTC, milliseconds). */
export interface ImportedWording {
  /** The first is a `post`, and no other is. */
  readonly kind: WordingKind;
  readonly at: string;
  /** Where the kind is a remark. */
  readonly note?: string;
  readonly content: ItemContent;
  readonly markdown: string;
}

/** An item that comes from elsewhere. Its times are the story's own, and none lies in the future. */
export interface ImportedItem {
  /** Its name there, of one item in its feed for ever, and a digest of all that is told of it. */
  readonly external: { readonly id: string; readonly digest: string };
  /** A UUID that it keeps where nothing of this feed has it. */
  readonly id?: string;
  readonly postedAt: string;
  /** Never after `postedAt` (see Item). */
  readonly placedAt?: string;
  /** Oldest first, at least one, in order of time; none of an item that was removed. */
  readonly wordings: readonly ImportedWording[];
  readonly removedAt?: string;
}

/**
 * What became of an imported item. `made`: it is new here. `unchanged`: the same was imported before. `changed`: by what was told
 * since. `removed`: it was taken down, because it is gone there. `kept`: somebody changed or removed it here since, so that
 * what is told now was left. `taken`: something else has its name.
 */
export interface ImportOutcome {
  readonly kind: 'made' | 'unchanged' | 'changed' | 'removed' | 'kept' | 'taken';
  /** The id here. */
  readonly item: string;
  readonly appended: readonly Appended[];
}

/** The way into the log for what has a past: each item in one transaction, so that an import which broke off goes on. */
export abstract class Imports {
  /** Throws `unknown_feed`. */
  abstract put(feed: string, item: ImportedItem, by: Actor): Promise<ImportOutcome>;

  /** What `put` would do, which changes nothing. */
  abstract foresee(feed: string, item: ImportedItem): Promise<ImportOutcome['kind']>;
}
