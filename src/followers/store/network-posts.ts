/** What a follower has posted of an item on another network. */
export interface NetworkPost {
  /** The names that the network gave: of the post first, then of what answers it. */
  readonly remotes: readonly string[];
  /** Tells whether what is posted is what would be posted now. */
  readonly digest: string;
  /** How many remarks on the item are told there. */
  readonly remarks: number;
}

/** What a post that is about to be made is known by. */
export interface Mark {
  /** As in what is posted. */
  readonly key: string;
  /** As in what is posted (RFC 3339, UTC). */
  readonly at: string;
}

/**
 * A post that was about to be made, and may stand on the network though nobody knows its name: the instance was killed before it
 * wrote the name down, or the network's answer was lost.
 */
export interface Intent extends Mark {
  /** Since it was written down, by the database's clock. */
  readonly ageSeconds: number;
}

/** What one follower has of an item. */
export interface OfItem {
  readonly post?: NetworkPost;
  /** The oldest first. */
  readonly intents: readonly Intent[];
}

/** What one follower has posted, by item. */
export interface PostsOfFollower {
  readonly find: (item: string) => Promise<OfItem>;
  /** Written down before a post is made, and not changed when the same is tried again. */
  readonly intend: (item: string, mark: Mark) => Promise<void>;
  /** Ends an intent: nothing of it stands on the network. */
  readonly forget: (item: string, key: string) => Promise<void>;
  readonly keep: (item: string, post: NetworkPost) => Promise<void>;
  /** Keeps a post, and ends the intent of what was named in it. */
  readonly named: (item: string, post: NetworkPost, key: string) => Promise<void>;
  /** Forgets the post and all intents. */
  readonly drop: (item: string) => Promise<void>;
  /** Whether a dead letter of the item has this reason. */
  readonly isReported: (item: string, reason: string) => Promise<boolean>;
}

/** What followers have posted on other networks. */
export abstract class NetworkPosts {
  abstract of(follower: string): PostsOfFollower;
}
