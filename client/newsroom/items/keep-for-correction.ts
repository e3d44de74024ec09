import type { EditText } from '../edit/edit-text.ts';
import type { ItemFields } from '../fields/item-fields.ts';
import { keptFor, type Keeper } from '../kept/keeper.ts';

interface Restoring {
  readonly old: ItemFields;
  readonly now: ItemFields;
  /** Of the wording of now. */
  readonly rev: number;
}

/** Puts an earlier wording into the form of a correction. A text that is being written there is kept among the unsent ones. */
export function keepForCorrection(
  keeper: Keeper,
  feed: string,
  id: string,
  { old, now, rev }: Restoring,
): void {
  const what = keptFor('edit', feed, id);
  const written = keeper.recall(what);
  if (written !== undefined) keeper.layAside(what, written);
  const text = {
    title: 'The earlier wording',
    base: now,
    rev,
    fields: old,
    note: '',
    beside: [],
    isRestored: true,
  } satisfies EditText;
  keeper.keep(what, text);
}
