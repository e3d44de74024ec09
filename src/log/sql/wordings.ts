import type { Change } from '../../feed/change.ts';
import { isWordingKind } from '../../feed/change-kinds.ts';
import { isTombstone } from '../../feed/item.ts';
import type { Wording } from '../../feed/messages.ts';

/**
 * An item's public wordings out of its changes, oldest first: as posted, and as each correction or strike
 * left it. An edit is a small fix without a note: it replaces the wording it mends and makes none of its own.
 */
export function wordings(changes: readonly Change[]): readonly Wording[] {
  const told: Wording[] = [];
  for (const change of changes) {
    const wording = wordingOf(change);
    if (wording === undefined) continue;
    const last = told.at(-1);
    const { kind, rev, item } = wording;
    if (kind === 'edit' && last !== undefined) told[told.length - 1] = { ...last, rev, item };
    else told.push(wording);
  }
  return told;
}

/** The wording that a change has made, and when, in the story's own time; undefined when it has made none. */
export function wordingOf(change: Change): Wording | undefined {
  if (!('item' in change) || isTombstone(change.item)) return undefined;
  const { item, kind } = change;
  if (!isWordingKind(kind)) return undefined;
  const note = 'note' in change && change.note !== undefined ? { note: change.note } : {};
  return { rev: item.rev, kind, at: item.updatedAt, ...note, item };
}
