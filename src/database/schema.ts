/**
 * The tables. Items, contents and infos are JSON in text columns: one shape for both databases, written
 * and read whole, never queried into. Times are RFC 3339 in UTC with milliseconds, so text order is time order.
 */
export interface Schema {
  feeds: FeedRow;
  changes: ChangeRow;
  items: ItemRow;
  drafts: DraftRow;
  idempotency: IdempotencyRow;
  takedowns: TakedownRow;
  sessions: SessionRow;
  signin_codes: SigninCodeRow;
  probes: ProbeRow;
}

export interface FeedRow {
  slug: string;
  epoch: string;
  head: number;
  tag: string;
  root_tag: string;
  info: string;
  /** The feed information that the feed was created with; null for a feed of a release that did not store it. */
  root_info: string | null;
  pinned: string | null;
  last_at: string;
}

export interface ChangeRow {
  feed: string;
  seq: number;
  tag: string;
  prev: string;
  kind: string;
  at: string;
  item: string | null;
  content: string;
}

export interface ItemRow {
  feed: string;
  id: string;
  posted_at: string;
  is_key: number;
  entry: string;
  markdown: string;
}

export interface DraftRow {
  feed: string;
  id: string;
  rev: number;
  content: string;
  markdown: string;
  embargo: string | null;
  updated_at: string;
}

/** What a key was used for: the change at `seq`, at 0 the feed itself, or, when null, the draft `item`. No text is kept here. */
export interface IdempotencyRow {
  feed: string;
  key: string;
  fingerprint: string;
  item: string | null;
  seq: number | null;
  at: string;
}

/** Why an item was taken down: for the newsroom, never for readers. */
export interface TakedownRow {
  feed: string;
  item: string;
  reason: string;
  at: string;
}

export interface SessionRow {
  hash: string;
  name: string;
  /** What opened the session (see Sessions); null for a session of a release that did not store it. */
  proof: string | null;
  expires_at: string;
}

export interface SigninCodeRow {
  hash: string;
  expires_at: string;
}

/** At most one row, written to find out whether writes succeed again. */
export interface ProbeRow {
  at: string;
}
