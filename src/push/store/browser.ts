import type { ReachedBrowser } from '../push-keys.ts';

/** Whether a browser was told of an item. */
export type Told = 'no' | 'perhaps' | 'yes';

/** A row that an instance has taken, and whom it is for. */
export interface WaitingPush {
  readonly id: string;
  readonly browser: string;
  readonly feed: string;
  readonly item: string;
  readonly asked: number;
  readonly tries: number;
  /** Whether the browser was told of the item; `perhaps`: no answer came. */
  readonly told: Told;
  /** The revision of the item that it was told; 0: none. */
  readonly rev: number;
  /** It has waited for so long that the item is no news any more. */
  readonly isLate: boolean;
  /** What the browser is told of the feed now. */
  readonly filters: readonly string[];
  /** Undefined: it was encrypted with another key. */
  readonly address: ReachedBrowser | undefined;
}

/** How many browsers are told of a feed. Never which. */
export interface PushCounts {
  readonly browsers: number;
  /** Of these, how many have chosen breaking news. */
  readonly breaking: number;
  /** Messages that wait to be sent. */
  readonly waiting: number;
  /** Since when the oldest of these waits (RFC 3339, UTC). */
  readonly oldestAt?: string;
}

/** The messages of all feeds. */
export interface PushQueue {
  readonly browsers: number;
  readonly waiting: number;
  /** How long the oldest of these has waited; 0 where there is none. */
  readonly oldestSeconds: number;
}

/** A push service with something to send. */
export interface DueService {
  readonly service: string;
  /** Pauses in a row. */
  readonly failures: number;
}
