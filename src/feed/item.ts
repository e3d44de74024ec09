import type { Body } from './body.ts';
import type { Writer } from './byline.ts';
import type { RemarkKind } from './change-kinds.ts';

export interface Image {
  readonly url: string;
  readonly alt: string;
  readonly caption?: string;
  readonly credit?: string;
  /** Pixels; both or neither. They reserve the space before the picture is there. */
  readonly width?: number;
  readonly height?: number;
  /** The point that stays in sight where the picture is cropped; the middle without one. */
  readonly focus?: Focus;
  /** Like `#a1b2c3`: what stands in its place until it is there. */
  readonly color?: string;
}

/** A point of a picture: from the left and from the top, as parts of its width and height, from 0 to 1. */
export interface Focus {
  readonly x: number;
  readonly y: number;
}

/** A recording that belongs to an item. */
export interface Audio {
  readonly url: string;
  readonly title?: string;
  /** How long it is. */
  readonly seconds?: number;
  /** Its media type and size, which feeds for players name. */
  readonly type?: string;
  readonly bytes?: number;
}

/** A story elsewhere that belongs to an item. */
export interface Related {
  readonly url: string;
  readonly title: string;
}

/** A public remark on an item: what was done to it, when (RFC 3339, UTC), and the note for readers. */
export interface Remark {
  readonly kind: RemarkKind;
  readonly at: string;
  readonly note: string;
}

/** The newsroom that an item comes from, where it is another one. */
export interface Origin {
  readonly name: string;
  /** The item's page there. */
  readonly url: string;
  /** The logs that it has come through, by their epochs, the first one first: at most eight. */
  readonly path: readonly string[];
}

/** What an editor says of an item, draft or published. */
export interface ItemContent {
  readonly headline?: string;
  readonly body: Body;
  /** Minutes it takes to read, by its body (see `readingMinutes`); absent under two. */
  readonly minutes?: number;
  /** Names; read them with `bylinesOf`. */
  readonly bylines: readonly string[];
  /** The same people, where more than the names is known. */
  readonly people?: readonly Writer[];
  readonly breaking: boolean;
  /** A key event: one of the few items that tell the story by themselves. */
  readonly key: boolean;
  readonly tags: readonly string[];
  /** The full story, elsewhere. */
  readonly link?: string;
  /** At most five. */
  readonly related?: readonly Related[];
  /** The leading picture. */
  readonly image?: Image;
  /** All pictures, the leading one first, where they were sent as a list. Read them with `picturesOf`. */
  readonly images?: readonly Image[];
  readonly audio?: Audio;
  /** Set by what follows other newsrooms, never by an editor. */
  readonly origin?: Origin;
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl';
}

/**
 * One post in a feed, as readers see it.
 * `id` is a UUIDv7; `rev` counts its wordings from 1; times are RFC 3339 in UTC.
 * `pinned` is the feed's state, not the wording's: pinning does not count `rev`.
 */
export interface Item extends ItemContent {
  readonly id: string;
  readonly rev: number;
  readonly pinned: boolean;
  readonly postedAt: string;
  /** Where it stands in lists, as if posted then, where that is not by `postedAt`: its editors put it there. */
  readonly placedAt?: string;
  /** When the latest wording came: `postedAt` until then, and not moved by a pin. */
  readonly updatedAt: string;
  /** Public remarks, oldest first; absent where there is none. Read them with `remarksOf`. */
  readonly remarks?: readonly Remark[];
  /** For readers from before `remarks`: the latest correction. */
  readonly corrected?: { readonly at: string; readonly note: string };
  /** For readers from before `remarks`: the strike, while it holds. */
  readonly struck?: { readonly at: string; readonly note: string };
}

/** What stays of an item that was taken down: its place in the feed, and nothing of its text. */
export interface Tombstone {
  readonly id: string;
  readonly postedAt: string;
  readonly placedAt?: string;
  readonly removedAt: string;
}

/** What stays of an item that is taken down. */
export function tombstoneOf(entry: Sortable, removedAt: string): Tombstone {
  const { id, postedAt, placedAt } = entry;
  return placedAt === undefined
    ? { id, postedAt, removedAt }
    : { id, postedAt, placedAt, removedAt };
}

/** A place in a feed's list: an item, or what is left of one. */
export type Entry = Item | Tombstone;

export function isTombstone(entry: Entry): entry is Tombstone {
  return 'removedAt' in entry;
}

export function isItem(entry: Entry): entry is Item {
  return !isTombstone(entry);
}

/** The time by which an entry has its place in lists. */
export function placeOf({ placedAt, postedAt }: Sortable): string {
  return placedAt ?? postedAt;
}

/** The order of every list: newest first by `placeOf`, then by `id`. Negative when `a` stands above `b`. */
export function newestFirst(a: Sortable, b: Sortable): number {
  const [one, other] = [placeOf(a), placeOf(b)];
  if (one !== other) return one > other ? -1 : 1;
  if (a.id !== b.id) return a.id > b.id ? -1 : 1;
  return 0;
}

/** The two of one item that is right: a tombstone stays, otherwise the highest `rev` wins, then `held`. */
export function newerOf(held: Entry, other: Entry): Entry {
  if (isTombstone(held)) return held;
  if (isTombstone(other)) return other;
  return other.rev > held.rev ? other : held;
}

export type Sortable = Pick<Item, 'postedAt' | 'placedAt' | 'id'>;
