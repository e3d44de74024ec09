/** The Socket.IO namespace in which editors meet (PROTOCOL.md §4). */
export const newsroomNamespace = '/newsroom';

/** What happened to a draft. */
export type DraftAct = 'saved' | 'submitted' | 'returned' | 'discarded' | 'published';

/** Somebody who is in a feed; `id` is the name where there is no account. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly since: string;
}

/** Somebody who edits an item or a draft. Of several, the one with the highest `turn` came last. */
export interface ItemEdit {
  readonly item: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly since: string;
  readonly turn: number;
}

/** What the server sends to editors. `presence` and `editing` are the whole state of the feed. */
export interface NewsroomEvents {
  readonly presence: (message: {
    readonly feed: string;
    readonly people: readonly Colleague[];
  }) => void;
  readonly editing: (message: {
    readonly feed: string;
    readonly edits: readonly ItemEdit[];
  }) => void;
  readonly draft: (message: {
    readonly feed: string;
    readonly id: string;
    readonly rev?: number;
    readonly act: DraftAct;
    readonly by: string;
  }) => void;
  /** How many readers have the feed open, at all instances, without those that poll. */
  readonly readers: (message: { readonly feed: string; readonly readers: number }) => void;
  readonly queue: (message: { readonly feed: string; readonly length: number }) => void;
  /** Asks whether the editor's machine is there: answered by the same event. */
  readonly still: () => void;
  readonly refused: (message: {
    readonly feed?: string;
    readonly code: string;
    readonly message: string;
    readonly retry: boolean;
  }) => void;
}

/** What editors send. */
export interface EditorEvents {
  readonly enter: (message: { readonly feed: string }) => void;
  readonly leave: (message: { readonly feed: string }) => void;
  /** `turn`: the one that this editor had before an outage; without it, the next. */
  readonly editing: (message: {
    readonly feed: string;
    readonly item: string;
    readonly turn?: number;
  }) => void;
  readonly done: (message: { readonly feed: string; readonly item: string }) => void;
  readonly still: () => void;
}

/** `site`: the origin of a page that shows the feed; `own`: our pages; `other`: all that have none, or too few readers. */
export interface SiteReaders {
  readonly site: string;
  readonly readers: number;
}

/** One count of readers in each slice of so many seconds, oldest first; the last slice ends about now. */
export interface ReaderPast {
  readonly seconds: number;
  readonly readers: readonly number[];
}

/** `GET /feeds/{feed}/numbers`: the readers that a feed has now, as far as they are connected. */
export interface FeedNumbers {
  readonly readers: number;
  /** Those with the most readers first, `other` last; they add up to `readers`. */
  readonly sites: readonly SiteReaders[];
  /** Milliseconds from publishing to a reader's screen, of the latest `reports`; null where there are none. */
  readonly publishToScreen: {
    readonly p50: number | null;
    readonly p95: number | null;
    readonly reports: number;
  };
  /** Up to an hour, as long as the instance that answers runs. */
  readonly past: ReaderPast;
}

/** A text that editors of a feed insert often, in Markdown. */
export interface Snippet {
  readonly name: string;
  readonly text: string;
}

/** `GET /feeds/{feed}/snippets`. */
export interface SnippetList {
  /** 0 before the first was kept. */
  readonly rev: number;
  readonly snippets: readonly Snippet[];
}
