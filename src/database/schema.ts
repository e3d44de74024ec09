import type {
  CampaignCountRow,
  SiteCampaignFeedRow,
  SiteCampaignRow,
} from './rows/campaign-rows.ts';
import type {
  DeadLetterRow,
  FollowerRow,
  HubRequestRow,
  NetworkIntentRow,
  NetworkPostRow,
  UpstreamRow,
} from './rows/follower-rows.ts';
import type { HookMessageRow, HookRow } from './rows/hook-rows.ts';
import type {
  InvitationRow,
  KeptTextRow,
  PersonRow,
  SessionRow,
  SigninCodeRow,
  TokenRow,
} from './rows/people-rows.ts';
import type {
  ChallengeRow,
  IdentityRow,
  PasskeyRow,
  RecoveryCodeRow,
  SecondFactorRow,
} from './rows/proof-rows.ts';
import type { MediaRow, MediaUseRow } from './rows/media-rows.ts';
import type { ReaderKeyRow } from './rows/reader-key-rows.ts';
import type { SearchFeedRow, SearchItemRow, SearchWordsRow } from './rows/search-rows.ts';
import type { WireEntryRow, WireRow } from './rows/wire-rows.ts';
import type { SubscriberTables } from './rows/subscriber-rows.ts';

/**
 * The tables. Items, contents and infos are JSON in text columns: one shape for both databases, written
 * and read whole, never queried into. Times are RFC 3339 in UTC with milliseconds, so text order is time order.
 */
export interface Schema extends SubscriberTables {
  feeds: FeedRow;
  changes: ChangeRow;
  items: ItemRow;
  drafts: DraftRow;
  idempotency: IdempotencyRow;
  external_ids: ExternalIdRow;
  takedowns: TakedownRow;
  sessions: SessionRow;
  signin_codes: SigninCodeRow;
  people: PersonRow;
  second_factors: SecondFactorRow;
  recovery_codes: RecoveryCodeRow;
  passkeys: PasskeyRow;
  challenges: ChallengeRow;
  identities: IdentityRow;
  invitations: InvitationRow;
  tokens: TokenRow;
  kept_texts: KeptTextRow;
  hooks: HookRow;
  hook_messages: HookMessageRow;
  followers: FollowerRow;
  hub_requests: HubRequestRow;
  wires: WireRow;
  wire_entries: WireEntryRow;
  network_posts: NetworkPostRow;
  network_intents: NetworkIntentRow;
  dead_letters: DeadLetterRow;
  upstreams: UpstreamRow;
  audit: AuditRow;
  media: MediaRow;
  media_uses: MediaUseRow;
  snippets: SnippetsRow;
  reader_keys: ReaderKeyRow;
  search_feeds: SearchFeedRow;
  search_items: SearchItemRow;
  search_words: SearchWordsRow;
  campaign_counts: CampaignCountRow;
  site_campaign: SiteCampaignRow;
  site_campaign_feeds: SiteCampaignFeedRow;
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
  /** The story's own time, of a change that was imported; null: `at`. */
  story_at: string | null;
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
  state: DraftState;
  /** The name of who wrote it, as of then, and the id of that person or token. */
  author: string | null;
  author_id: string | null;
  /** The name of who changed it last. */
  editor: string | null;
  /** What an editor said who returned it. */
  note: string | null;
}

/**
 * Where a draft is on its way: its author has it, an editor is to decide, or its author has it again. `held`: it was
 * published, and waits for the feed's `undoSeconds`, until its `embargo`.
 */
export type DraftState = 'draft' | 'submitted' | 'returned' | 'held';

/** What a key was used for: the change at `seq`, at 0 the feed itself, or, when null, the draft `item`. No text is kept here. */
export interface IdempotencyRow {
  feed: string;
  key: string;
  fingerprint: string;
  item: string | null;
  seq: number | null;
  at: string;
}

/** The name that another system has for an item or a draft. It stays when that is gone. */
export interface ExternalIdRow {
  feed: string;
  id: string;
  item: string;
  /** Of what was sent with it. */
  fingerprint: string;
}

/** Why an item was taken down: for the newsroom, never for readers. */
export interface TakedownRow {
  feed: string;
  item: string;
  reason: string;
  at: string;
}

/** The snippets of a feed: for who writes there, never for readers. */
export interface SnippetsRow {
  feed: string;
  rev: number;
  /** JSON: all of them, with name and text. */
  list: string;
}

/** What somebody did: no text, so that no takedown has to reach it. */
export interface AuditRow {
  id: string;
  at: string;
  name: string;
  person: string | null;
  address: string | null;
  action: string;
  feed: string | null;
  item: string | null;
  seq: number | null;
  about: string | null;
}

/** At most one row, written to find out whether writes succeed again. */
export interface ProbeRow {
  at: string;
}
