import type { Change } from '../../../src/feed/change.ts';
import type { Position } from '../../../src/feed/position.ts';
import type {
  HeadMessage,
  RefusedMessage,
  SnapshotMessage,
  SyncMessage,
} from '../../../src/feed/wire.ts';

/** What a server says of one feed, by whatever road it came. */
export type FeedMessage =
  | { readonly event: 'snapshot'; readonly body: SnapshotMessage }
  | { readonly event: 'sync'; readonly body: SyncMessage }
  | { readonly event: 'change'; readonly body: Change }
  | { readonly event: 'head'; readonly body: HeadMessage };

/** How the road to the server is: not wanted, being built, there, to be tried again, cut off from the network. */
export type LinkState = 'closed' | 'connecting' | 'open' | 'waiting' | 'offline';

/** Who follows a feed: is told everything of it, and says where it stands when asked. */
export interface Follower {
  readonly feed: string;
  readonly position: () => Position | undefined;
  readonly receive: (message: FeedMessage) => void;
  readonly refuse: (refusal: RefusedMessage) => void;
  readonly linkChanged: (state: LinkState) => void;
}

export interface Following {
  /** Asks again from the follower's own position; answered by a `snapshot` or a `sync`. */
  readonly ask: () => void;
  readonly stop: () => void;
}

/**
 * A road from a server to its readers: Socket.IO, and whatever else brings the same messages.
 * When it opens, every follower is brought up to date without asking.
 */
export interface Link {
  readonly follow: (follower: Follower) => Following;
}
