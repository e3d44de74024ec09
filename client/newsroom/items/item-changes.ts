import type { WordingKind } from '../../../src/feed/change-kinds.ts';
import type { Item } from '../../../src/feed/item.ts';
import { isStruck } from '../../../src/feed/remarks.ts';
import type { KeptKind } from '../kept/keeper.ts';

/** A change that takes a sentence and no more. */
export interface ReasonWords {
  /** What the sentence is called, and what is to be written there. */
  readonly label: string;
  readonly hint: string;
  readonly pointer: '/note' | '/reason';
  /** The button that does it, and what the status line says when it was done or refused. */
  readonly yes: string;
  readonly done: string;
  readonly notDone: string;
  readonly tone: 'primary' | 'alarm';
}

interface ItemChangeWords {
  /** The single key in an item's row; undefined for what cannot be undone by another one. */
  readonly letter: string | undefined;
  readonly label: string;
  /** Under which name unsent words of it are kept: an edit that turns out to need a note goes on as a correction. */
  readonly keptAs: KeptKind;
  readonly isFor: (item: Item) => boolean;
  readonly reason?: ReasonWords;
}

/** What can be done to a published item that takes words, in the order of the buttons. */
export const itemChanges = {
  edit: { letter: 'e', label: 'Edit', keptAs: 'edit', isFor: () => true },
  correct: { letter: 'c', label: 'Correct', keptAs: 'edit', isFor: () => true },
  strike: {
    letter: 's',
    label: 'Withdraw',
    keptAs: 'strike',
    isFor: (item) => !isStruck(item),
    reason: {
      label: 'Note to readers',
      hint: 'Why it does not hold any more. The item stays readable, crossed out, as “Withdrawn”.',
      pointer: '/note',
      yes: 'Withdraw',
      done: 'Withdrawn',
      notDone: 'Not withdrawn',
      tone: 'primary',
    },
  },
  unstrike: {
    letter: 's',
    label: 'Reinstate',
    keptAs: 'unstrike',
    isFor: isStruck,
    reason: {
      label: 'Note to readers',
      hint: 'Why it holds after all. The words are plain again; “Withdrawn” and “Reinstated” stay, with their notes.',
      pointer: '/note',
      yes: 'Reinstate',
      done: 'Reinstated',
      notDone: 'Not reinstated',
      tone: 'primary',
    },
  },
  redact: { letter: undefined, label: 'Replace', keptAs: 'redact', isFor: () => true },
  takedown: {
    letter: 't',
    label: 'Remove',
    keptAs: 'takedown',
    isFor: () => true,
    reason: {
      label: 'Reason, for the newsroom',
      hint: 'The text goes from every page, feed and archive, and cannot be brought back. Readers see “Removed”.',
      pointer: '/reason',
      yes: 'Remove for good',
      done: 'Removed',
      notDone: 'Not removed',
      tone: 'alarm',
    },
  },
} as const satisfies Readonly<Record<Exclude<WordingKind, 'post'> | 'takedown', ItemChangeWords>>;

export type ItemChange = keyof typeof itemChanges;

/** The changes that put a remark on an item without changing its words. */
export type NoteKind = Exclude<ItemChange, 'edit' | 'correct' | 'redact' | 'takedown'>;

export const itemChangeNames = Object.keys(itemChanges) as readonly ItemChange[];
