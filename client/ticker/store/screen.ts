import { isItem, isTombstone, type Entry, type Item } from '../../../src/feed/item.ts';
import { isStruck, remarksOf } from '../../../src/feed/remarks.ts';
import type { Snapshot } from '../../../src/feed/snapshot.ts';

/** What a reader sees: the shown entries and the waiting items, both newest first, and the pinned item. */
export interface Screen {
  readonly items: readonly Entry[];
  readonly pending: readonly Item[];
  readonly pinned: Item | null;
  /** Whether there are older entries to ask for. */
  readonly more: boolean;
}

export const emptyScreen: Screen = { items: [], pending: [], pinned: null, more: false };

/**
 * The ids of the items that wait behind the pill after a change: those that waited before and are still there, and the
 * new ones. When no entry would be shown (an empty feed, a reader of an old copy), none waits: no place can be lost.
 */
export function holdBack(
  held: ReadonlySet<string>,
  before: Snapshot,
  after: Snapshot,
): ReadonlySet<string> {
  const fresh = new Set(newIn(before, after).map((item) => item.id));
  const next = after.items.map((entry) => entry.id).filter((id) => held.has(id) || fresh.has(id));
  return new Set(next.length === after.items.length ? [] : next);
}

function newIn(before: Snapshot, after: Snapshot): readonly Item[] {
  const known = new Set(before.items.map((entry) => entry.id));
  return after.items.filter(isItem).filter((item) => !known.has(item.id));
}

/** The items that are new in a later snapshot, and those that became breaking news; none for the first snapshot. */
export function newsOf(
  before: Snapshot | undefined,
  after: Snapshot,
): { readonly arrived: readonly Item[]; readonly broke: readonly Item[] } {
  if (before === undefined) return { arrived: [], broke: [] };
  return { arrived: newIn(before, after), broke: brokeIn(before, after) };
}

function brokeIn(before: Snapshot, after: Snapshot): readonly Item[] {
  const known = new Set(before.items.filter(isBreaking).map((entry) => entry.id));
  return after.items.filter(isBreaking).filter((item) => !known.has(item.id));
}

/** The screen of a snapshot. A waiting item that was taken down is neither shown nor counted. */
export function screenOf(snapshot: Snapshot, held: ReadonlySet<string>): Screen {
  return {
    items: snapshot.items.filter((entry) => !held.has(entry.id)),
    pending: snapshot.items.filter((entry) => held.has(entry.id)).filter(isItem),
    pinned: snapshot.pinned,
    more: snapshot.more !== null,
  };
}

/**
 * A paused screen without the texts that were taken down or erased; all else stays as it was. Entries that a new snapshot
 * does not have are removed too, because they may have been taken down.
 */
export function withoutErased(paused: Screen, snapshot: Snapshot): Screen {
  const now = new Map(snapshot.items.map((entry) => [entry.id, entry]));
  const shown = (entry: Entry): Entry => {
    const other = now.get(entry.id);
    return other !== undefined && hasErased(other) ? other : entry;
  };
  return {
    ...paused,
    items: paused.items.filter((entry) => now.has(entry.id)).map(shown),
    pending: paused.pending.map(shown).filter(isItem),
    pinned: (paused.pinned === null ? [] : [paused.pinned]).map(shown).find(isItem) ?? null,
  };
}

function hasErased(now: Entry): boolean {
  return isTombstone(now) || remarksOf(now).some(({ kind }) => kind === 'redact');
}

/** Whether there is an item of this id, and not only its tombstone. */
export function hasItem(snapshot: Snapshot | undefined, id: string): boolean {
  return snapshot?.items.some((entry) => entry.id === id && isItem(entry)) === true;
}

function isBreaking(entry: Entry): entry is Item {
  return isItem(entry) && entry.breaking && !isStruck(entry);
}
