import { Refusal } from '../../feed/refusal.ts';

/** The refusal of a source that cannot be read at all: what is wrong, and what to do. */
export function unreadable(detail: string): Refusal {
  return new Refusal('malformed', `Nothing was changed. ${detail}`);
}
