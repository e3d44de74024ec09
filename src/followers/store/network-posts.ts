/** What a follower has posted of an item on another network. */
export interface NetworkPost {
  /** The names that the network gave: of the post first, then of what answers it. */
  readonly remotes: readonly string[];
  /** Tells whether what is posted is what would be posted now. */
  readonly digest: string;
  /** How many remarks on the item are told there. */
  readonly remarks: number;
}

/** What one follower has posted, by item. */
export interface PostsOfFollower {
  readonly find: (item: string) => Promise<NetworkPost | undefined>;
  readonly keep: (item: string, post: NetworkPost) => Promise<void>;
  readonly drop: (item: string) => Promise<void>;
}

/** What followers have posted on other networks. */
export abstract class NetworkPosts {
  abstract of(follower: string): PostsOfFollower;
}
