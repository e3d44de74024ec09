import type { FeedInfo } from './feed-info.ts';
import { placeOf, type Entry, type Item, type Sortable } from './item.ts';
import type { Position } from './position.ts';

/**
 * The fold of all changes up to a position: the newest entries (newest first), the pinned item, the
 * feed's information. `more` is the cursor of the older entries, or null when these are all.
 */
export interface Snapshot extends Position {
  readonly feed: string;
  readonly info: FeedInfo;
  readonly items: readonly Entry[];
  readonly pinned: Item | null;
  readonly more: string | null;
}

/** How many entries a snapshot carries to a reader. */
export const snapshotItems = 20;

/** A feed before its first change. */
export function emptySnapshot(feed: string, beginning: Position, info: FeedInfo): Snapshot {
  return { feed, ...beginning, info, items: [], pinned: null, more: null };
}

/** The snapshot with at most `limit` entries, `more` pointing at the rest. */
export function newest(snapshot: Snapshot, limit: number): Snapshot {
  if (snapshot.items.length <= limit) return snapshot;
  const items = snapshot.items.slice(0, limit);
  const last = items.at(-1);
  return { ...snapshot, items, more: last === undefined ? snapshot.more : cursorAfter(last) };
}

/** The cursor of what is older than `entry`. Opaque to clients; keyed, so edits do not move it. */
export function cursorAfter(entry: Sortable): string {
  return `${placeOf(entry)}~${entry.id}`;
}

/** The entry a cursor stands behind. */
export interface Cursor {
  readonly postedAt: string;
  readonly id: string;
}

/** The entry a cursor stands behind, or undefined when it is none of ours. */
export function parseCursor(cursor: string): Cursor | undefined {
  const form = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)~([0-9a-f-]{36})$/.exec(cursor);
  if (form === null) return undefined;
  const [, postedAt = '', id = ''] = form;
  return { postedAt, id };
}
