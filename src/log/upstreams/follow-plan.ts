import type { WordingKind } from '../../feed/change-kinds.ts';
import { isTombstone, type Entry, type Item } from '../../feed/item.ts';
import { isStruck, remarksOf } from '../../feed/remarks.ts';
import type { Draft } from '../draft.ts';
import { contentDigest, type FollowMark } from './follow-mark.ts';
import type { ToldChange, ToldWording } from './told-change.ts';
import type { UpstreamMode } from './upstream.ts';

/** What an item of an upstream is here. */
export interface KnownHere {
  /** Undefined where something else has its id. */
  readonly mark: FollowMark | undefined;
  readonly entry: Entry | undefined;
  readonly draft: Draft | undefined;
}

/** What is done about a change of an upstream. */
export type FollowPlan =
  /** Nothing of it is to be written but the position. */
  | { readonly kind: 'pass' }
  | { readonly kind: 'make' | 'keep draft' | 'bury' | 'take down' | 'discard draft' }
  | { readonly kind: 'reword'; readonly held: Item; readonly change: WordingKind }
  /** The words that others may have quoted here are erased; those that somebody wrote here stay. */
  | { readonly kind: 'erase earlier'; readonly held: Item }
  | { readonly kind: 'change draft'; readonly draft: Draft }
  /** It was withdrawn there before it was published here, or words of it were erased there and somebody has changed them here. */
  | { readonly kind: 'return draft'; readonly draft: Draft }
  /** The revision there is written down. `isKept`: its words were left, because somebody has changed the item here. */
  | { readonly kind: 'note'; readonly isKept: boolean };

const pass: FollowPlan = { kind: 'pass' };

/**
 * Decides what is done about a change of an upstream. Pure. What somebody has changed here is never overwritten; what is taken
 * down there is taken down here, whoever has changed it. `takesNew`: whether an item that is not known yet is taken.
 */
export function followPlan(
  told: ToldChange,
  known: KnownHere | undefined,
  mode: UpstreamMode,
  takesNew: boolean,
): FollowPlan {
  if (known === undefined) return takesNew ? planOfNew(told, mode) : pass;
  const { mark, entry, draft } = known;
  if (mark === undefined) return pass;
  if (draft !== undefined) return planOfDraft(told, mark, draft);
  if (entry === undefined || isTombstone(entry)) return pass;
  switch (told.kind) {
    case 'takedown':
    case 'removal':
      return { kind: 'take down' };
    case 'unusable':
      return told.erases ? { kind: 'take down' } : { kind: 'note', isKept: true };
    case 'wording':
      return planOfItem(told, mark, entry);
  }
}

function planOfNew(told: ToldChange, mode: UpstreamMode): FollowPlan {
  if (told.kind === 'wording') return { kind: mode === 'drafts' ? 'keep draft' : 'make' };
  return told.kind === 'removal' && mode === 'published' ? { kind: 'bury' } : pass;
}

function planOfItem(told: ToldWording, mark: FollowMark, held: Item): FollowPlan {
  const isOurs =
    mark.as === 'item'
      ? held.rev === mark.rev
      : held.rev === 1 && contentDigest(held) === mark.digest;
  if (told.isState === true && told.rev < mark.toldRev) {
    // A backup was restored there. What it has forgotten stays; what it says from now on is new again.
    return { kind: 'note', isKept: mark.isKept };
  }
  const isSame = contentDigest(told.content) === contentDigest(held);
  if (told.rev <= mark.toldRev) {
    if (told.isState !== true || isSame) return pass;
  }
  if (isSame && isRemarked(told, held)) return { kind: 'note', isKept: mark.isKept };
  if (!isOurs) {
    return told.change === 'redact'
      ? { kind: 'erase earlier', held }
      : { kind: 'note', isKept: true };
  }
  return { kind: 'reword', held, change: changeOf(told, held) };
}

/** Whether what a wording remarks stands here already; true of one that remarks nothing. */
function isRemarked({ change, at }: ToldWording, held: Item): boolean {
  if (change === 'post' || change === 'edit') return true;
  return remarksOf(held).some((remark) => remark.kind === change && remark.at === at);
}

function changeOf({ change }: ToldWording, held: Item): WordingKind {
  if (change === 'post') return 'edit';
  return change === 'unstrike' && !isStruck(held) ? 'edit' : change;
}

function planOfDraft(told: ToldChange, mark: FollowMark, draft: Draft): FollowPlan {
  switch (told.kind) {
    case 'takedown':
    case 'removal':
      return { kind: 'discard draft' };
    case 'unusable':
      return told.erases ? { kind: 'discard draft' } : { kind: 'note', isKept: true };
    case 'wording': {
      const isNew = told.rev > mark.toldRev;
      const isSame = contentDigest(told.content) === mark.digest;
      if (!isNew && (told.isState !== true || isSame)) return pass;
      if (isNew && told.change === 'strike') return { kind: 'return draft', draft };
      if (contentDigest(draft.content) !== mark.digest) {
        if (told.change === 'redact') return { kind: 'return draft', draft };
        return { kind: 'note', isKept: isNew || mark.isKept };
      }
      return { kind: 'change draft', draft };
    }
  }
}
