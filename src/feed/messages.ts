import type { Change } from './change.ts';
import type { WordingKind } from './change-kinds.ts';
import type { Entry, Item } from './item.ts';
import type { Position } from './position.ts';
import type { RefusalCode } from './refusal.ts';
import type { Snapshot } from './snapshot.ts';

/** Version of the contract; a handshake names it. */
export const protocolVersion = 1;

/** How many feeds one connection may follow. */
export const maxSubscriptions = 20;

/** How many changes a full log segment has: segment n is the changes 64n+1 … 64n+64. */
export const segmentChanges = 64;

/** What a reader asks for: a feed, and where it stands in it, if anywhere. */
export interface Subscription extends Partial<Position> {
  readonly feed: string;
  /** Of a signed-in reader, for a feed that asks for one. */
  readonly token?: string | null | undefined;
}

/** A Socket.IO handshake's `auth`. */
export interface Handshake {
  readonly v: typeof protocolVersion;
  readonly subs: readonly Subscription[];
  /** In a frame: the origin of the page around it. */
  readonly site?: string | undefined;
}

/** Why a position was not continued: it is too old to be filled, of another epoch, or of another history. */
export type ResetReason = 'gap' | 'epoch' | 'fork';

export type SnapshotMessage = Snapshot & { readonly reset?: ResetReason };

/** Exactly what was missed, oldest first; the position is the one after all of them. */
export interface SyncMessage extends Position {
  readonly feed: string;
  readonly changes: readonly Change[];
}

/**
 * The beacon after silence. `now` is the server's clock, RFC 3339; it tells ages, and decides nothing. `share`: the chance
 * by which a reader reports when an item came onto its screen (0 to 1). `spreadMs`: when this connection is lost, the
 * readers of its instance come back at random moments within this time.
 */
export interface HeadMessage extends Position {
  readonly feed: string;
  readonly now: string;
  readonly share?: number;
  readonly spreadMs?: number;
  /** From a relay: since when (RFC 3339) it may be behind, because its upstream is away. */
  readonly staleSince?: string;
}

/**
 * `GET /feeds/{feed}/head`. `scrubbed` names the latest takedown, "0" before the first: log segments are
 * asked for under it (`?v=`), so that no cache answers with a text from before it.
 */
export interface LogHead extends Position {
  readonly feed: string;
  readonly scrubbed: string;
}

/** `GET /feeds/{feed}/log/{epoch}/{n}`: the position is the one after its last change. */
export interface LogSegment extends Position {
  readonly feed: string;
  readonly n: number;
  /** Whether it has all the changes it will ever have. */
  readonly full: boolean;
  /** Oldest first. */
  readonly changes: readonly Change[];
}

export interface RefusedMessage {
  readonly feed?: string;
  readonly code: RefusalCode;
  readonly message: string;
  readonly retry: boolean;
}

/** The instance is draining: reconnect at a random moment inside the window. */
export interface ByeMessage {
  readonly withinMs: number;
}

export interface ServerEvents {
  snapshot: (message: SnapshotMessage) => void;
  sync: (message: SyncMessage) => void;
  change: (message: Change) => void;
  head: (message: HeadMessage) => void;
  refused: (message: RefusedMessage) => void;
  bye: (message: ByeMessage) => void;
}

export interface ClientEvents {
  subscribe: (subscription: Subscription) => void;
  unsubscribe: (subscription: { readonly feed: string }) => void;
}

/** A page of older entries. The position says which state is shown; `next` is the cursor for `before`, or null. */
export interface ItemsPage extends Position {
  readonly items: readonly Entry[];
  readonly next: string | null;
}

/**
 * `GET /feeds/{feed}/tempo`: how much was posted when, in slices of `seconds` from `from` on, and how much of it are key
 * events.
 */
export interface Tempo {
  readonly feed: string;
  /** RFC 3339, UTC. */
  readonly from: string;
  readonly seconds: number;
  readonly posts: readonly number[];
  readonly keys: readonly number[];
}

/** One public wording of an item that was later corrected or struck, oldest first in its history. */
export interface Wording {
  readonly rev: number;
  readonly kind: WordingKind;
  readonly at: string;
  readonly note?: string;
  readonly item: Item;
}

/** A part of a text that was searched; `isHit`: it is what was searched for. */
export interface SearchPiece {
  readonly text: string;
  readonly isHit?: true;
}

/** An item that was found: its headline, and the part of its text where something was found. */
export interface SearchResult {
  readonly feed: string;
  readonly id: string;
  /** When it was posted: RFC 3339, UTC. */
  readonly at: string;
  readonly headline?: readonly SearchPiece[];
  readonly snippet: readonly SearchPiece[];
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl';
  readonly struck?: true;
}

/**
 * `GET /feeds/{feed}/search`: newest first. `next` is the cursor for `before`, or null. Not complete: not all items can be
 * found yet.
 */
export interface SearchPage {
  readonly results: readonly SearchResult[];
  readonly next: string | null;
  readonly complete: boolean;
}
