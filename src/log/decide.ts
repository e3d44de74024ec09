import type { ChangeContent } from '../feed/change.ts';
import type { RemarkKind } from '../feed/change-kinds.ts';
import type { FeedInfo } from '../feed/feed-info.ts';
import { isTombstone, tombstoneOf, type Entry, type Item } from '../feed/item.ts';
import { isStruck, withoutNotes, withRemark } from '../feed/remarks.ts';
import { Refusal } from '../feed/refusal.ts';
import { campaignAfter } from './campaign/campaign-count.ts';
import type { Command, ItemPatch, StoryTimes } from './command.ts';
import { patched, saysNothing } from './patched.ts';
import { withoutNulls } from './without-nulls.ts';

/** What the log holds of the item and the feed, read under the lock, and the time that the change will have. */
export interface Matter {
  readonly info: FeedInfo;
  readonly held: Entry | undefined;
  /** Whether the id is of an item no reader knows of yet. */
  readonly isDraft: boolean;
  readonly pinnedId: string | null;
  readonly at: string;
  /** The campaign's latest count, where no change tells it yet. */
  readonly untold?: number | undefined;
}

/** What an append writes: the change, the entry it leaves, and the body's Markdown if it changed. */
export interface Decision {
  readonly content: ChangeContent;
  readonly entry?: Entry;
  readonly markdown?: string;
}

/** Decides a command against what the log holds. Pure; throws the Refusal that says why not. */
export function decide(command: Command, matter: Matter): Decision {
  switch (command.kind) {
    case 'post': {
      if (matter.held !== undefined) {
        throw new Refusal('stale_revision', 'An item with this id was posted already.');
      }
      const { id } = command;
      const { removedAt, ...times } = command.times ?? timesOf(matter);
      if (removedAt !== undefined) {
        const tombstone = tombstoneOf({ id, ...times }, removedAt);
        return { content: { kind: 'post', item: tombstone }, entry: tombstone, markdown: '' };
      }
      const item: Item = { id, rev: 1, ...command.content, pinned: false, ...times };
      return { content: { kind: 'post', item }, entry: item, markdown: command.markdown };
    }
    case 'edit': {
      const item = reworded(heldAt(command, matter), command.patch, matter.at);
      return { content: { kind: 'edit', item }, entry: item, markdown: command.patch.markdown };
    }
    case 'correct':
      return remarked(command, command.patch, matter);
    case 'strike':
      return remarked(command, {}, matter);
    case 'unstrike':
      if (!isStruck(heldAt(command, matter))) {
        throw new Refusal('not_struck', 'This item is not withdrawn: there is nothing to undo.');
      }
      return remarked(command, {}, matter);
    case 'redact':
      return remarked(command, command.patch, matter);
    case 'takedown': {
      const held = heldItem(matter);
      const tombstone = tombstoneOf(held, matter.at);
      return { content: { kind: 'takedown', id: held.id }, entry: tombstone, markdown: '' };
    }
    case 'pin': {
      const item = { ...heldItem(matter), pinned: true };
      return { content: { kind: 'pin', item } };
    }
    case 'unpin': {
      const { id } = heldItem(matter);
      if (matter.pinnedId !== id) throw new Refusal('not_found', 'This item is not pinned.');
      return { content: { kind: 'unpin', id } };
    }
    case 'feed': {
      const { campaign: wanted, ...patch } = command.patch;
      const campaign = wanted && campaignAfter(matter.info.campaign, wanted, matter.untold);
      const changed = { ...patch, ...(wanted !== undefined && { campaign }) };
      const info = withoutNulls({ ...matter.info, ...changed }) as FeedInfo;
      return { content: { kind: 'feed', info } };
    }
  }
}

function timesOf({ at }: Matter): StoryTimes {
  return { postedAt: at, updatedAt: at };
}

/** A change with a public note: it rewords the item, or says whether its words still hold. */
function remarked(
  command: Extract<Command, { readonly kind: RemarkKind }>,
  patch: ItemPatch,
  matter: Matter,
): Decision {
  const { kind, note } = command;
  const held = heldAt(command, matter);
  // Earlier notes may quote what is erased.
  const before = kind === 'redact' ? withoutNotes(held) : held;
  const wording = reworded(before, patch, matter.at);
  const item = withRemark(wording, { kind, at: matter.at, note });
  return { content: { kind, item, note }, entry: item, markdown: patch.markdown };
}

function heldAt(command: { readonly rev: number }, matter: Matter): Item {
  const item = heldItem(matter);
  if (item.rev === command.rev) return item;
  throw new Refusal(
    'stale_revision',
    `You changed revision ${command.rev}, the item is at ${item.rev}: look at it and decide again.`,
    [],
    { current: item },
  );
}

function heldItem(matter: Matter): Item {
  if (matter.held === undefined) {
    throw matter.isDraft
      ? new Refusal('not_published', 'Publish the draft first.')
      : new Refusal('unknown_item', 'No item of this feed has this id.');
  }
  if (isTombstone(matter.held)) {
    throw new Refusal('taken_down', `It was taken down at ${matter.held.removedAt}.`);
  }
  return matter.held;
}

function reworded(item: Item, patch: ItemPatch, at: string): Item {
  const wording = patched(item, patch);
  if (saysNothing(wording)) {
    throw new Refusal(
      'invalid_input',
      'An item needs a headline, a body or an image that is described.',
      [{ pointer: '', detail: 'would leave nothing to read; to remove an item take it down' }],
    );
  }
  return { ...wording, rev: item.rev + 1, updatedAt: at };
}
