export interface SessionRow {
  hash: string;
  name: string;
  /** What opened the session (see Sessions); null for a session of a release that did not store it. */
  proof: string | null;
  expires_at: string;
  /** What it is called by when it is ended from another device; null for a session of a release without people. */
  id: string | null;
  /** Null: whoever ADMIN_TOKEN or the link of the first start stands for. */
  person: string | null;
  opened_at: string | null;
  /** When it was last used, to a minute. */
  seen_at: string | null;
  /** The browser, as it names itself. */
  agent: string | null;
}

/** A text that a person has not sent, as that person's page keeps it. */
export interface KeptTextRow {
  person: string;
  /** The page's name for it: the tab, the kind of form, the feed and, where there is one, the item. */
  name: string;
  feed: string;
  item: string | null;
  /** JSON, of a shape that the newsroom's page alone knows. */
  value: string;
  /** Characters of `value`. */
  size: number;
  at: string;
}

export interface SigninCodeRow {
  hash: string;
  expires_at: string;
}

export interface PersonRow {
  id: string;
  name: string;
  /** The name in lower case, which no two people share. */
  folded: string;
  email: string | null;
  role: string;
  /** JSON: a role by the slug of a feed. */
  feeds: string;
  /** A hash, as a PHC string. */
  password: string;
  created_at: string;
}

export interface InvitationRow {
  hash: string;
  id: string;
  email: string | null;
  role: string;
  feeds: string;
  by: string;
  expires_at: string;
}

export interface TokenRow {
  hash: string;
  id: string;
  name: string;
  role: string;
  feeds: string;
  by: string;
  created_at: string;
  /** Null: never. */
  expires_at: string | null;
  /** When it was last used, to a minute; null: never. */
  used_at: string | null;
}
