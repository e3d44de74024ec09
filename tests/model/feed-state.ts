import { blanked, redacted } from '../../src/feed/blank.ts';
import { itemIdOf, type Change, type ChangeContent } from '../../src/feed/change.ts';
import type { FeedInfo } from '../../src/feed/feed-info.ts';
import { isTombstone, type Entry, type Item, type Tombstone } from '../../src/feed/item.ts';
import { cursorAfter, snapshotItems, type Snapshot } from '../../src/feed/snapshot.ts';
import type { Command } from '../../src/log/command.ts';
import { decide, type Decision } from '../../src/log/decide.ts';
import type { FeedHead } from '../../src/log/log.ts';

const info: FeedInfo = { title: 'F', lang: 'en', timezone: 'UTC', coverage: 'open' };

/**
 * One feed as a database holds it: its rows, and the tables they add up to. The tables are kept apart from the
 * rows, so that a fold of the rows is compared with something it was not made from.
 */
export interface FeedState {
  readonly feed: string;
  readonly epoch: string;
  readonly info: FeedInfo;
  readonly rows: readonly Change[];
  readonly entries: ReadonlyMap<string, Entry>;
  readonly pinned: string | null;
  /** Idempotency keys, and the seq each was used for. */
  readonly keys: ReadonlyMap<string, number>;
}

export function emptyState(feed: string): FeedState {
  const nothing = { rows: [], entries: new Map(), pinned: null, keys: new Map() };
  return { feed, epoch: 'e0', info, ...nothing };
}

export function headOf({ feed, epoch, rows, info: current }: FeedState): FeedHead {
  return { feed, epoch, seq: rows.length, tag: rows.at(-1)?.tag ?? rootTag(feed), info: current };
}

/** As the database would read it: from the tables, not from the rows. */
export function snapshotOf(state: FeedState): Snapshot {
  const { entries, pinned: id } = state;
  const items = [...entries.values()]
    .slice(-snapshotItems)
    .reverse()
    .map((entry) => withPin(entry, id));
  const last = items.at(-1);
  const more = entries.size > items.length && last !== undefined ? cursorAfter(last) : null;
  const held = id === null ? undefined : entries.get(id);
  const pinned = held === undefined || isTombstone(held) ? null : { ...held, pinned: true };
  return { ...headOf(state), items, pinned, more };
}

/** One command carried out, by the log's own rules. Throws its Refusal. */
export function carriedOut(
  state: FeedState,
  command: Command,
  { at, tag, isLater }: { readonly at: string; readonly tag: string; readonly isLater: boolean },
): FeedState {
  const { feed, epoch, rows, entries } = state;
  const raw = command.kind === 'feed' ? undefined : entries.get(command.id);
  const held = raw && withPin(raw, state.pinned);
  const matter = { info: state.info, held, isDraft: false, pinnedId: state.pinned, at };
  const decision = decide(command, matter);
  const { content, entry } = isLater ? asLaterVersion(command, decision) : decision;
  const seq = rows.length + 1;
  const prev = rows.at(-1)?.tag ?? rootTag(feed);
  const row: Change = {
    feed,
    epoch,
    seq,
    tag,
    prev,
    at,
    ...content,
  };
  const next = { ...state, rows: [...rows, row] };
  const kept = entry === undefined ? entries : new Map(entries).set(entry.id, entry);
  switch (content.kind) {
    case 'feed':
      return { ...next, info: content.info };
    case 'pin':
      return { ...next, pinned: content.item.id };
    case 'unpin':
      return { ...next, pinned: state.pinned === content.id ? null : state.pinned };
    case 'takedown': {
      const pinned = state.pinned === content.id ? null : state.pinned;
      const isGone = entry !== undefined && isTombstone(entry);
      return {
        ...next,
        pinned,
        entries: kept,
        rows: isGone ? erased(next.rows, entry) : next.rows,
      };
    }
    case 'redact': {
      const isItem = entry !== undefined && !isTombstone(entry);
      return { ...next, entries: kept, rows: isItem ? [...reworded(rows, entry), row] : next.rows };
    }
    default:
      return { ...next, entries: kept };
  }
}

/**
 * What a later version would have written instead: a kind of its own that brings an item, with fields of its own, or,
 * for a strike, one that speaks of an item and brings none. Both quote the item.
 */
function asLaterVersion(command: Command, decision: Decision): Decision {
  const { entry } = decision;
  switch (command.kind) {
    case 'strike': {
      const { id, note } = command;
      return { content: { kind: 'future', id, quote: note } as unknown as ChangeContent };
    }
    case 'redact':
    case 'takedown':
    case 'pin':
    case 'unpin':
    case 'feed':
      return decision;
    default: {
      if (entry === undefined || isTombstone(entry)) return decision;
      const item = { ...entry, mood: 'grave' };
      const said = { kind: 'future', item, quote: entry.headline };
      return { content: said as unknown as ChangeContent, entry: item };
    }
  }
}

/** The tag of a feed's beginning. */
export function rootTag(feed: string): string {
  return `root-${feed}`;
}

function withPin(entry: Entry, pinned: string | null): Entry {
  return isTombstone(entry) ? entry : { ...entry, pinned: entry.id === pinned };
}

function erased(rows: readonly Change[], tombstone: Tombstone): readonly Change[] {
  return rows.map((row) => {
    if (itemIdOf(row) !== tombstone.id) return row;
    const { feed, epoch, seq, tag, prev, at } = row;
    return { feed, epoch, seq, tag, prev, at, ...blanked(row, tombstone) };
  });
}

function reworded(rows: readonly Change[], item: Item): readonly Change[] {
  return rows.map((row) => {
    if (itemIdOf(row) !== item.id) return row;
    const { feed, epoch, seq, tag, prev, at } = row;
    return { feed, epoch, seq, tag, prev, at, ...redacted(row, item) };
  });
}
