import { accept } from '../../../src/feed/acceptance.ts';
import { apply, layUnder } from '../../../src/feed/apply.ts';
import { itemIdOf, type Change } from '../../../src/feed/change.ts';
import { isTombstone, type Entry } from '../../../src/feed/item.ts';
import { positionOf, samePosition, type Position } from '../../../src/feed/position.ts';
import type { Snapshot } from '../../../src/feed/snapshot.ts';
import type { ItemsPage, SnapshotMessage, SyncMessage } from '../../../src/feed/messages.ts';
import type { FeedMessage } from '../connect/link.ts';

/** For how many of the latest changes a repeated change can be told from one of another history. */
const rememberedChanges = 64;

/** What a reader has applied of a feed, with its latest changes, oldest first, and their tags by seq. */
export interface Holding {
  readonly snapshot: Snapshot;
  readonly recent: readonly Change[];
  readonly tags: ReadonlyMap<number, string>;
}

/** The result of applying a message. */
export type Outcome =
  /** The message contained nothing new. */
  | { readonly kind: 'in-step' }
  | { readonly kind: 'advanced'; readonly holding: Holding; readonly changes: readonly Change[] }
  | { readonly kind: 'replaced'; readonly holding: Holding }
  /** Changes are missing, or are of another history: the server must be asked. `changes` are those applied before. */
  | { readonly kind: 'behind'; readonly holding?: Holding; readonly changes: readonly Change[] };

/** A holding that begins with a snapshot. */
export function hold(message: SnapshotMessage): Holding {
  const { reset: _, ...snapshot } = message;
  return { snapshot, recent: [], tags: new Map([[snapshot.seq, snapshot.tag]]) };
}

/** Applies one message, without side effects. No change is applied twice or out of order (PROTOCOL.md §5.1). */
export function takeIn(holding: Holding | undefined, message: FeedMessage): Outcome {
  switch (message.event) {
    case 'snapshot':
      return takeSnapshot(holding, message.body);
    case 'sync':
      if (holding === undefined) return { kind: 'behind', changes: [] };
      return takeSync(holding, message.body);
    case 'change':
      if (holding === undefined) return { kind: 'behind', changes: [] };
      return takeChanges(holding, [message.body]);
    case 'head':
      // An earlier position counts as well: messages keep their order, so the log was set back.
      if (holding !== undefined && samePosition(holding.snapshot, message.body)) {
        return { kind: 'in-step' };
      }
      return { kind: 'behind', changes: [] };
  }
}

/** Adds a page of older entries, and applies to them the changes that are later than the page. Throws when it cannot. */
export function takeOlder(holding: Holding, page: ItemsPage): Holding {
  if (!canLay(holding, page)) throw new Error('stale');
  const laid = layUnder(holding.snapshot, page);
  const since = holding.recent.filter((change) => change.seq > page.seq);
  return { ...holding, snapshot: since.reduce(apply, laid) };
}

/** True when the changes that are later than the page are all remembered. */
function canLay(holding: Holding, page: Position): boolean {
  return page.epoch === holding.snapshot.epoch && page.seq >= Math.min(...holding.tags.keys());
}

/** A snapshot that another follower of the same connection asked for changes nothing here. */
function takeSnapshot(holding: Holding | undefined, message: SnapshotMessage): Outcome {
  if (holding !== undefined && message.reset === undefined && knows(holding, message)) {
    return { kind: 'in-step' };
  }
  return { kind: 'replaced', holding: hold(buried(message, holding)) };
}

/** What was taken down stays so, also where a restored log has forgotten it (decision 9). */
function buried(message: SnapshotMessage, before: Holding | undefined): SnapshotMessage {
  const gone = ({ id }: Entry) =>
    before?.snapshot.items.find((held) => held.id === id && isTombstone(held));
  const { pinned } = message;
  return {
    ...message,
    items: message.items.map((entry) => gone(entry) ?? entry),
    pinned: pinned && gone(pinned) ? null : pinned,
  };
}

function takeSync(holding: Holding, message: SyncMessage): Outcome {
  const outcome = takeChanges(holding, message.changes);
  const after = outcome.kind === 'advanced' ? outcome.holding : holding;
  if (outcome.kind === 'behind' || knows(after, message)) return outcome;
  return {
    kind: 'behind',
    holding: after,
    changes: outcome.kind === 'advanced' ? outcome.changes : [],
  };
}

function takeChanges(holding: Holding, changes: readonly Change[]): Outcome {
  let held = holding;
  const applied: Change[] = [];
  for (const change of changes) {
    switch (accept(held.snapshot, (seq) => held.tags.get(seq), change)) {
      case 'next':
        held = advance(held, change);
        applied.push(change);
        break;
      case 'repeat':
        break;
      case 'gap':
      case 'fork':
        return { kind: 'behind', holding: held, changes: applied };
    }
  }
  if (applied.length === 0) return { kind: 'in-step' };
  return { kind: 'advanced', holding: held, changes: applied };
}

function advance(holding: Holding, change: Change): Holding {
  const oldest = change.seq - rememberedChanges + 1;
  // A whole item, or its takedown, takes the place of what was said of it: words that were erased are kept nowhere.
  const isWhole = 'item' in change || change.kind === 'takedown';
  const recent = holding.recent.filter(
    (earlier) => earlier.seq >= oldest && !(isWhole && itemIdOf(earlier) === itemIdOf(change)),
  );
  const tags = new Map([...holding.tags].filter(([seq]) => seq >= oldest));
  return {
    snapshot: apply(holding.snapshot, change),
    recent: [...recent, change],
    tags: tags.set(change.seq, change.tag),
  };
}

function knows({ snapshot, tags }: Holding, position: Position): boolean {
  return position.epoch === snapshot.epoch && tags.get(position.seq) === position.tag;
}

/** The position of a holding. */
export function standsAt(holding: Holding | undefined): Position | undefined {
  return holding && positionOf(holding.snapshot);
}
