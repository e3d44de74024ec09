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
