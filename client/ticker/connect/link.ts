import type { Change } from '../../../src/feed/change.ts';
import type { Position } from '../../../src/feed/position.ts';
import type {
  HeadMessage,
  RefusedMessage,
  SnapshotMessage,
  SyncMessage,
} from '../../../src/feed/messages.ts';

/** A message of the server about one feed, the same on every road. */
export type FeedMessage =
  | { readonly event: 'snapshot'; readonly body: SnapshotMessage }
  | { readonly event: 'sync'; readonly body: SyncMessage }
  | { readonly event: 'change'; readonly body: Change }
  | { readonly event: 'head'; readonly body: HeadMessage };

/**
 * `closed`: no follower needs it. `connecting`: being opened. `open`: messages can arrive. `waiting`: lost, or resting
 * while the page is hidden. `offline`: the browser has no network.
 */
export type LinkState = 'closed' | 'connecting' | 'open' | 'waiting' | 'offline';

/** A follower of one feed: receives its messages, and tells its position when asked. */
export interface Follower {
  readonly feed: string;
  /** Of a signed-in reader, for a feed that asks for one. */
  readonly token?: string | null | undefined;
  readonly position: () => Position | undefined;
  readonly receive: (message: FeedMessage) => void;
  readonly refuse: (refusal: RefusedMessage) => void;
  readonly linkChanged: (state: LinkState) => void;
}

export interface Following {
  /** Subscribes anew from the follower's position. The server answers with a `snapshot` or a `sync`. */
  readonly ask: () => void;
  readonly stop: () => void;
}

/**
 * Connects followers with a server, over any road that brings the same messages. When it opens, every follower is
 * brought up to date without asking.
 */
export interface Link {
  readonly follow: (follower: Follower) => Following;
}
