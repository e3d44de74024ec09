import type { Change, UnknownContent } from './change.ts';
import { isTombstone, newerOf, newestFirst, tombstoneOf, type Entry, type Item } from './item.ts';
import { parseCursor, type Snapshot } from './snapshot.ts';

/**
 * The snapshot after one more change: pure, the same for the server's snapshot and the reader's store.
 * The caller has accepted the change (see acceptance.ts). Entries older than the snapshot's window stay
 * out of it; a taken-down item keeps its place as a tombstone. A kind that is not known moves the position, and the item
 * it brings, if any, is laid in: so a new kind that carries an item needs nothing here.
 */
export function apply(snapshot: Snapshot, change: Change): Snapshot {
  const here = { ...snapshot, epoch: change.epoch, seq: change.seq, tag: change.tag };
  switch (change.kind) {
    case 'takedown':
      return bury(here, change.id, change.at);
    case 'pin':
      return pin(put(here, change.item), change.item);
    case 'unpin':
      return snapshot.pinned?.id === change.id ? pin(here, null) : here;
    case 'feed':
      return { ...here, info: change.info };
    default:
      return layIn(here, change);
  }
}

/** All that a change of any other kind does, of an unknown one too: the item it brings is laid in. */
function layIn(snapshot: Snapshot, { item }: UnknownContent): Snapshot {
  return item === undefined ? snapshot : put(snapshot, item);
}

/** Lays a page of older entries under a snapshot; what the snapshot has applied since the page was made wins. */
export function layUnder(
  snapshot: Snapshot,
  page: { readonly items: readonly Entry[]; readonly next: string | null },
): Snapshot {
  const byId = new Map(page.items.map((entry) => [entry.id, entry]));
  for (const entry of snapshot.items) {
    const other = byId.get(entry.id);
    byId.set(entry.id, other === undefined ? entry : newerOf(entry, other));
  }
  const items = [...byId.values()].sort(newestFirst).map((entry) => marked(entry, snapshot.pinned));
  return { ...snapshot, items, more: page.next };
}

function put(snapshot: Snapshot, entry: Entry): Snapshot {
  const known = snapshot.items.find((held) => held.id === entry.id);
  const kept = known === undefined ? entry : newerOf(known, entry);
  const pinned = snapshot.pinned?.id === entry.id ? pinnable(kept) : snapshot.pinned;
  const shown = marked(kept, pinned);
  if (known !== undefined) {
    const items = snapshot.items.map((held) => (held.id === entry.id ? shown : held));
    return { ...snapshot, items, pinned };
  }
  if (isBelowWindow(snapshot, entry)) return { ...snapshot, pinned };
  const items = [...snapshot.items];
  const below = items.findIndex((held) => newestFirst(shown, held) < 0);
  items.splice(below === -1 ? items.length : below, 0, shown);
  return { ...snapshot, items, pinned };
}

function bury(snapshot: Snapshot, id: string, removedAt: string): Snapshot {
  const items = snapshot.items.map((held) =>
    held.id === id && !isTombstone(held) ? tombstoneOf(held, removedAt) : held,
  );
  return { ...snapshot, items, pinned: snapshot.pinned?.id === id ? null : snapshot.pinned };
}

function pin(snapshot: Snapshot, entry: Entry | null): Snapshot {
  const pinned = entry === null ? null : pinnable(entry);
  return { ...snapshot, pinned, items: snapshot.items.map((held) => marked(held, pinned)) };
}

function pinnable(entry: Entry): Item | null {
  if (isTombstone(entry)) return null;
  return entry.pinned ? entry : { ...entry, pinned: true };
}

function marked(entry: Entry, pinned: Item | null): Entry {
  if (isTombstone(entry)) return entry;
  const isPinned = pinned?.id === entry.id;
  return entry.pinned === isPinned ? entry : { ...entry, pinned: isPinned };
}

function isBelowWindow(snapshot: Snapshot, entry: Entry): boolean {
  const edge = snapshot.more === null ? undefined : parseCursor(snapshot.more);
  return edge !== undefined && newestFirst(entry, edge) > 0;
}
