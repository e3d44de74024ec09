import type { ItemFields } from '../fields/item-fields.ts';

/** Something that is asked once, with its effect, before it is done. */
export interface Question {
  readonly question: string;
  readonly detail: string;
  readonly yes: string;
  readonly tone: 'primary' | 'alarm';
}

const reach = 'Breaking news is announced to every reader at once.';
const afterEnd =
  'Coverage has ended, and readers were told that nothing more will come. This goes out all the same.';

/** What is asked before a text goes to readers, now or at its time; null: nothing. */
export function beforePublishing(text: {
  readonly breaking: boolean;
  readonly hasEnded: boolean;
  readonly isScheduled: boolean;
}): Question | null {
  const does = text.isScheduled ? 'Schedule' : 'Publish';
  if (text.breaking) {
    return {
      question: `${does} as breaking?`,
      detail: text.hasEnded ? `${reach} ${afterEnd}` : reach,
      yes: `${does} as breaking`,
      tone: 'alarm',
    };
  }
  if (!text.hasEnded) return null;
  return {
    question: `${does} after the end of coverage?`,
    detail: afterEnd,
    yes: `${does} all the same`,
    tone: 'primary',
  };
}

/** What is asked before a published item is changed; null: nothing. */
export function beforeChanging(before: ItemFields, after: ItemFields): Question | null {
  if (before.breaking || !after.breaking) return null;
  return { question: 'Make it breaking?', detail: reach, yes: 'Make it breaking', tone: 'alarm' };
}

/** What is asked before an item takes the place of the pinned one. */
export function beforePinning(pinned: string): Question {
  return {
    question: 'Pin this one instead?',
    detail: `A feed has one pinned item. “${pinned}” goes back to its place in the list.`,
    yes: 'Pin this one',
    tone: 'primary',
  };
}

export const beforeEnding: Question = {
  question: 'End coverage?',
  detail: 'Readers are told that nothing more will come. You can reopen it at any time.',
  yes: 'End coverage',
  tone: 'primary',
};
