/** A wire: an address that is looked at again and again, whose entries come into a feed. */
export interface WireRow {
  id: string;
  feed: string;
  url: string;
  every_seconds: number;
  /** Where entries go: to the editors as submitted drafts, or straight out. */
  goes: 'queue' | 'out';
  /** JSON: which entries come. */
  filter: string;
  /** What was posted there until then is left. */
  since: string;
  /** Who added it, in whose name it acts. */
  by: string;
  by_person: string | null;
  created_at: string;
  /** Counts what people change of it, so that an instance that looks at it notices. */
  rev: number;
  state: 'running' | 'paused';
  due_at: string;
  lease: string | null;
  lease_until: string | null;
  /** Looks that failed, in a row. */
  failures: number;
  /** What the address said of its document, for the next look. */
  etag: string | null;
  modified: string | null;
  /** JSON: the latest look; null before the first. */
  latest: string | null;
}

/** An entry of a wire that became a draft. It has no words. */
export interface WireEntryRow {
  wire: string;
  entry: string;
  /** The draft, and the revision that the wire has left. */
  item: string;
  rev: number;
  /** Of all that was told of the entry. */
  digest: string;
}
