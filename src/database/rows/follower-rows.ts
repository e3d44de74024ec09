/** A follower: it tells one target outside every change of a feed. */
export interface FollowerRow {
  id: string;
  feed: string;
  kind: string;
  target: string;
  /** "key", "breaking", "tag:x" or "byline:x"; null: all. */
  filter: string | null;
  /** Of a subscriber: the document that it follows, "rss.xml". Null of all others. */
  topic: string | null;
  /** Of a subscriber: when its lease ends. Null of all others. */
  ends_at: string | null;
  /** As it is, because signatures are computed from it (decision 41). */
  secret: string;
  /** The one before, which signs as well until `old_until`. */
  old_secret: string | null;
  old_until: string | null;
  by: string;
  created_at: string;
  /** Counts what people change of it, so that an instance that tells it notices. */
  rev: number;
  state: 'running' | 'paused';
  /** Why it is paused; null while it is running. */
  pause: string | null;
  /** The position in the feed's log up to which the target has been told. */
  epoch: string;
  seq: number;
  tag: string;
  /** The instance that tells it, and until when the others leave it alone. */
  lease: string | null;
  lease_until: string | null;
  /** When an instance took it up last: those that have waited longest come first. */
  leased_at: string;
  /** Attempts that failed, in a row. */
  failures: number;
  /** The next attempt comes after this time; null: at once. */
  wait_until: string | null;
  /** JSON: the latest answers of the target, without their text. */
  answers: string;
}

/** What a follower has posted of an item on another network. It has no words. */
export interface NetworkPostRow {
  follower: string;
  item: string;
  /** JSON: the names that the network gave to the post and to what answers it, the post first. */
  remotes: string;
  /** SHA-256 of what is posted, in hex. */
  digest: string;
  /** The remarks on the item that are told there. */
  remarks: number;
}

/** A post on another network that is about to be made, or of which nobody knows whether it was. It has no words. */
export interface NetworkIntentRow {
  follower: string;
  item: string;
  /** By which the network can tell that the same is posted again. */
  key: string;
  /** The time in what is posted. */
  at: string;
  /** When it was written down first. */
  made_at: string;
}

/** A change that the target could not be told. It has no text: the change is read from the log when it is sent again. */
export interface DeadLetterRow {
  follower: string;
  seq: number;
  kind: string;
  item: string | null;
  reason: string;
  at: string;
  /** 1: it is to be sent again. */
  again: number;
}

/** What somebody asks of the hub (WebSub), until the callback has confirmed it; or what a callback is to be told of the end. */
export interface HubRequestRow {
  /** Of feed, topic and callback: whoever asks again replaces what was asked before. */
  id: string;
  feed: string;
  topic: string;
  callback: string;
  host: string;
  mode: 'subscribe' | 'unsubscribe' | 'denied';
  secret: string;
  lease_seconds: number;
  /** Tells one request from the next with the same id. */
  asked: string;
  asked_at: string;
  tries: number;
  /** When it is looked at; while an instance is at it, when another may. */
  due_at: string;
}

/** A feed of another Dateline, whose items come into a feed of this one. */
export interface UpstreamRow {
  id: string;
  /** The feed here. */
  feed: string;
  /** The public address of the feed there. */
  url: string;
  /** What readers are told that its items come from. */
  name: string;
  mode: 'published' | 'drafts';
  /** What names this newsroom there. As it is, because it is sent; null: none. */
  token: string | null;
  by: string;
  created_at: string;
  /** Items from before it are not taken; null: all are. */
  since: string | null;
  /** Counts what people change of it, so that an instance that reads it notices. */
  rev: number;
  state: 'running' | 'paused' | 'ended';
  /** The position in the log there up to which all is here. */
  epoch: string;
  seq: number;
  /** Empty before the first change. */
  tag: string;
  /** The latest change there that is known of. */
  head: number;
  /** The instance that reads it, and until when the others leave it alone. */
  lease: string | null;
  lease_until: string | null;
  /** Looks that failed, in a row. */
  failures: number;
  /** Why the latest look failed, or why it ended; null: it did not. */
  reason: string | null;
  answered_at: string | null;
  /** The next look comes after this time; null: at once. */
  wait_until: string | null;
  /** Changes that were not taken because they cannot be, and why the latest was not. */
  skipped: number;
  skipped_reason: string | null;
  /** JSON: what was found when its log had another history; null: it never had. */
  compared: string | null;
}
