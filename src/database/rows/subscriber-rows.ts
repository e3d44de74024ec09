/** The tables of readers who are told news: by mail, and by push. */
export interface SubscriberTables {
  subscribers: SubscriberRow;
  subscriptions: SubscriptionRow;
  mails: MailRow;
  push_browsers: PushBrowserRow;
  push_choices: PushChoiceRow;
  pushes: PushRow;
  push_services: PushServiceRow;
}

/** Somebody who gets mail. The address is encrypted; it is found by a keyed hash. */
export interface SubscriberRow {
  id: string;
  /** Keyed hash of the address without its "+tag". */
  mailbox: string;
  /** AES-256-GCM. */
  address: string;
  /** JSON: when the latest mails to confirm were handed over. */
  asked: string;
  /** The latest of these. */
  asked_at: string | null;
  /** Mails in a row that the address's server refused for good. */
  bounces: number;
  created_at: string;
}

/** What a subscriber gets of a feed. */
export interface SubscriptionRow {
  id: string;
  subscriber: string;
  feed: string;
  list: 'breaking' | 'daily';
  /** Of the daily digest: the hour, in the IANA zone. */
  hour: number | null;
  zone: string | null;
  state: 'pending' | 'active' | 'ended';
  /** Why it has ended. */
  reason: string | null;
  /** The link that confirms is good until then; it is made of this time. */
  confirm_until: string;
  created_at: string;
  confirmed_at: string | null;
  ended_at: string | null;
  /** When the next digest is written. */
  due_at: string | null;
  /** The position in the feed's log up to which digests have told it. */
  epoch: string | null;
  seq: number | null;
  tag: string | null;
}

/** A mail that waits. It has no words: these are read in the moment in which it is sent. */
export interface MailRow {
  /** Subscription, kind and key: the same mail is handed over once, and its Message-ID is made of it. */
  id: string;
  subscription: string;
  feed: string;
  kind: 'confirm' | 'breaking' | 'daily';
  /** The item; of a digest, and of a mail to confirm, its time. */
  key: string;
  at: string;
  lease: string | null;
  lease_until: string | null;
  tries: number;
  wait_until: string | null;
  /** 1: it was refused for good, for this reason. */
  dead: number;
  reason: string | null;
}

/** A browser that is told news by push: one for all feeds. */
export interface PushBrowserRow {
  id: string;
  /** Keyed hash of its endpoint, by which it is found. */
  lookup: string;
  /** JSON of its endpoint and keys, AES-256-GCM: who has these may write to the browser. */
  address: string;
  /** The host of its push service. */
  service: string;
  created_at: string;
}

/** What a browser is told of a feed. */
export interface PushChoiceRow {
  browser: string;
  feed: string;
  /** "breaking" or "tag:x". */
  filter: string;
  created_at: string;
}

/** What a browser shows, or is to show, of an item. It has no words: these are read in the moment in which it is sent. */
export interface PushRow {
  /** Browser and item: the same is handed over once. */
  id: string;
  browser: string;
  feed: string;
  item: string;
  service: string;
  /** 1: the browser is to be told how the item is now. */
  due: number;
  /** Takedowns overtake news, news overtakes corrections: 0, 1, 2. */
  rank: number;
  /** Counts the reasons to tell it, so that one which comes while it is sent is not lost. */
  asked: number;
  /** Whether the browser was told of the item: 0, no; 1, perhaps, because no answer came; 2, yes. */
  told: number;
  /** The revision of the item that it was told; 0: none. */
  rev: number;
  tries: number;
  at: string;
  wait_until: string | null;
  lease: string | null;
  lease_until: string | null;
}

/** A push service that takes nothing for a while. */
export interface PushServiceRow {
  service: string;
  /** Pauses in a row. */
  failures: number;
  wait_until: string;
}
