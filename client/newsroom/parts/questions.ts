import { readersNow } from './readers-words.ts';
import type { ItemFields } from '../fields/item-fields.ts';

/** A question before an act, with the effect of the act. */
export interface Question {
  readonly question: string;
  readonly detail: string;
  readonly yes: string;
  readonly tone: 'primary' | 'alarm';
}

const announced = 'Breaking news is announced to every reader at once.';

function reachOf(readers: number | undefined): string {
  return `${announced} ${readersNow(readers)}`.trim();
}

const afterEnd =
  'Coverage has ended, and readers were told that nothing more will come. This goes out all the same.';

/** The question before a text is published or scheduled; null when none is needed. */
export function beforePublishing(text: {
  readonly breaking: boolean;
  readonly hasEnded: boolean;
  readonly isScheduled: boolean;
  /** Who have the feed open now; undefined when it is not known, or the text goes out later. */
  readonly readers?: number | undefined;
}): Question | null {
  const does = text.isScheduled ? 'Schedule' : 'Publish';
  if (text.breaking) {
    const reach = reachOf(text.readers);
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

/** The question before a published item is changed; null when none is needed. */
export function beforeChanging(
  before: ItemFields,
  after: ItemFields,
  readers?: number,
): Question | null {
  if (before.breaking || !after.breaking) return null;
  const detail = reachOf(readers);
  return { question: 'Make it breaking?', detail, yes: 'Make it breaking', tone: 'alarm' };
}

/** The question before an item is pinned in place of another. */
export function beforePinning(pinned: string): Question {
  return {
    question: 'Pin this one instead?',
    detail: `A feed has one pinned item. “${pinned}” goes back to its place in the list.`,
    yes: 'Pin this one',
    tone: 'primary',
  };
}

export const beforeRedacting: Question = {
  question: 'Replace and erase?',
  detail: 'The words of before cannot be brought back, by nobody.',
  yes: 'Erase for good',
  tone: 'alarm',
};

export const beforeEnding: Question = {
  question: 'End coverage?',
  detail: 'Readers are told that nothing more will come. You can reopen it at any time.',
  yes: 'End coverage',
  tone: 'primary',
};
