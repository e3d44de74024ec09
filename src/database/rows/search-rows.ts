/** How far the search index of a feed has followed its log. */
export interface SearchFeedRow {
  feed: string;
  seq: number;
}

/** An item that can be found. */
export interface SearchItemRow {
  feed: string;
  item: string;
  /** Its place among all items by when they were posted, the newest last: the cursor of a list. */
  place: number;
  /** PostgreSQL alone; the embedded database has `search_words`. A tsvector. */
  words?: unknown;
}

/** The embedded database's full-text table (FTS5): `rowid` is the item's place. */
export interface SearchWordsRow {
  rowid: number;
  feed: string;
  words: string;
}
