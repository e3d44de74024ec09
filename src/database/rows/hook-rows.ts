/** An inbound webhook. */
export interface HookRow {
  /** Of the token in its address. */
  hash: string;
  id: string;
  kind: 'slack' | 'telegram';
  name: string;
  feed: string;
  role: 'reporter' | 'editor';
  chat: string;
  /** JSON: bylines by the ids of senders. */
  names: string;
  own_names: number;
  /** Slack's signing secret as it is, because signatures are computed from it (decision 35); of Telegram's a hash. */
  proof: string;
  by: string;
  created_at: string;
  /** To a minute; null: never. */
  used_at: string | null;
}

/** What a message of a chat became, at the revision in which its hook has left it. */
export interface HookMessageRow {
  hook: string;
  message: string;
  item: string;
  kind: 'draft' | 'item';
  rev: number;
}
