import type { WordingKind } from '../../feed/change-kinds.ts';
import type { Loss } from './losses.ts';

/** The fields of an item as an editor sends them (PROTOCOL.md §4); the body is Markdown. Not checked yet. */
export type ToldFields = Readonly<Record<string, unknown>>;

export interface ToldWording {
  readonly kind: WordingKind;
  /** A time as the source writes it (see `storyTime`). */
  readonly at: unknown;
  readonly note?: unknown;
  readonly fields: ToldFields;
}

/** An entry of a story as its source tells it, in the words of this project. Nothing of it is checked yet. */
export interface ToldEntry {
  readonly kind: 'entry';
  readonly externalId: unknown;
  /** The UUID it had in another Dateline. */
  readonly id?: unknown;
  readonly postedAt: unknown;
  readonly placedAt?: unknown;
  /** Set where it is gone there: nothing else of it is told. */
  readonly removedAt?: unknown;
  /** Oldest first; the first is a post. */
  readonly wordings: readonly ToldWording[];
  readonly losses?: readonly Loss[];
  /** What of it cannot be read, in words for who imports it. */
  readonly faults?: readonly string[];
}

/** A file that the entries after it show. */
export interface ToldMedia {
  readonly kind: 'media';
  /** The address by which entries name it. */
  readonly url: string;
  readonly name: string;
  readonly bytes: Buffer;
}

/** What a source tells, one after the other. `pin`: the entry on top of the feed. */
export type Told =
  | ToldEntry
  | ToldMedia
  | { readonly kind: 'pin'; readonly externalId: string }
  | { readonly kind: 'loss'; readonly loss: Loss };
