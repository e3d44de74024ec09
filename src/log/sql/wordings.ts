import type { Change } from '../../feed/change.ts';
import { isWordingKind } from '../../feed/change-kinds.ts';
import { isTombstone } from '../../feed/item.ts';
import type { Wording } from '../../feed/wire.ts';

/**
 * An item's public wordings out of its changes, oldest first: as posted, and as each correction or strike
 * left it. An edit is a small fix without a note: it replaces the wording it mends and makes none of its own.
 */
export function wordings(changes: readonly Change[]): readonly Wording[] {
  const told: Wording[] = [];
  for (const change of changes) {
    if (!('item' in change) || isTombstone(change.item)) continue;
    const { item, kind, at } = change;
    if (!isWordingKind(kind)) continue;
    const last = told.at(-1);
    if (kind === 'edit' && last !== undefined) {
      told[told.length - 1] = { ...last, rev: item.rev, item };
    } else {
      const note = 'note' in change && change.note !== undefined ? { note: change.note } : {};
      told.push({ rev: item.rev, kind, at, ...note, item });
    }
  }
  return told;
}
