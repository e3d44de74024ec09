/** A key by which a publisher's site signs for its readers. */
export interface ReaderKeyRow {
  id: string;
  feed: string;
  /** As it is, because signatures are checked with it. */
  secret: string;
  by: string;
  created_at: string;
  /** When it stops to count; null: it is the newest of its feed. */
  ends_at: string | null;
}
