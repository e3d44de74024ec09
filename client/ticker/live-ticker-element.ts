import type { Change } from '../../src/feed/change.ts';
import type { Status } from './store/standing.ts';

/** The attributes of `<live-ticker>` (PROTOCOL.md §3, "Layouts"), for components that wrap it. */
export interface LiveTickerAttributes {
  /** The feed's slug. */
  readonly feed: string;
  /** The server's address; without it, that of `defineLiveTicker`. */
  readonly src?: string;
  readonly layout?: 'feed' | 'rail' | 'bar';
  /** How many entries are shown, from 1 to 100. */
  readonly limit?: number;
  readonly heading?: string;
  /** Where "More news" leads. */
  readonly more?: string;
  /** New items are shown at once, or wait until the reader asks for them. */
  readonly mode?: 'auto' | 'held';
  readonly order?: 'newest' | 'oldest';
  /** "key", "breaking", "tag:storm" or "byline:A. Reporter". */
  readonly filter?: string;
  /** The language of the interface (BCP 47). */
  readonly lang?: string;
  /** An IANA time zone. */
  readonly tz?: string;
  readonly clock?: '12' | '24';
  readonly theme?: 'light' | 'dark';
  /** Of a signed-in reader, for a feed that asks for one; may be replaced at any time. */
  readonly token?: string;
}

/** What `<live-ticker>` tells its page. The events bubble, and leave shadow roots. */
export interface LiveTickerEvents {
  'lt-status': CustomEvent<LiveTickerStatus>;
  'lt-change': CustomEvent<LiveTickerChange>;
  /** A minute before the token ends; where it was refused, `lt-status` says so. */
  'lt-token': CustomEvent<{ readonly feed: string; readonly endsAt: number }>;
  'lt-pending': CustomEvent<{ readonly feed: string; readonly count: number }>;
}

export interface LiveTickerStatus {
  readonly feed: string;
  readonly status: Status;
  /** When the feed was last known to be up to date, by the server's clock (ms since 1970); undefined while it is. */
  readonly staleSince: number | undefined;
}

export interface LiveTickerChange {
  readonly feed: string;
  /** The applied changes, oldest first; empty when the view was replaced as a whole, or items were revealed. */
  readonly changes: readonly Change[];
  readonly paused: boolean;
}

/** The element `<live-ticker>`. */
export interface LiveTickerElement extends HTMLElement {
  /** Sets the attribute. */
  set token(token: string);
  /** Shows a page of older entries. Resolves to true when it was loaded and there are more. */
  loadOlder(): Promise<boolean>;
}

declare global {
  interface HTMLElementTagNameMap {
    'live-ticker': LiveTickerElement;
  }
  interface HTMLElementEventMap extends LiveTickerEvents {}
}
