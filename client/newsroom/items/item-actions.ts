import { isTombstone, type Entry, type Item } from '../../../src/feed/item.ts';
import { remarksOf } from '../../../src/feed/remarks.ts';
import type { Api } from '../api/api.ts';
import { faultyInput, parseProblem, Problem } from '../api/problem.ts';
import { fieldsOf, patchOf } from '../fields/item-fields.ts';
import { keptFor } from '../kept/keeper.ts';
import { itemName } from '../parts/item-name.ts';
import type { NoteKind } from './item-changes.ts';
import type { Wording } from '../edit/edit-text.ts';
import type { EditTarget } from '../edit/use-edit.ts';

/** Editing, correcting or redacting a published item. `onChanged` gets it as it is then. */
export function itemTarget(
  api: Api,
  feed: string,
  id: string,
  kind: 'edit' | 'correct' | 'redact',
  onChanged: (entry: Entry) => void,
): EditTarget {
  return {
    // An edit that turns out to need a note goes on as a correction: both forms keep one text.
    keptAs: keptFor(kind === 'redact' ? kind : 'edit', feed, id),
    load: () => loadWording(api, feed, id),
    save: async (rev, before, after, note) => {
      const patch = patchOf(before, after);
      const isUnchanged = Object.keys(patch).length === 0;
      if (kind === 'edit' && isUnchanged) return;
      if (kind === 'redact' && isUnchanged) {
        throw faultyInput('', 'Write the words that are to stand: these are as they were.');
      }
      if (kind !== 'edit' && note.trim() === '') {
        throw faultyInput('/note', 'Say what was wrong.');
      }
      const words = kind === 'edit' ? { kind } : { kind, note: note.trim() };
      onChanged(await api.change(feed, id, rev, { ...words, ...patch }));
    },
  };
}

/**
 * Puts a remark on an item that says what holds of its words: withdrawn, for example. When somebody changed the item
 * meanwhile nothing is done: the Problem says how it reads now, and `onChanged` brings the revision the next try is
 * against.
 */
export async function remark(
  api: Api,
  feed: string,
  item: Item,
  kind: NoteKind,
  note: string,
  onChanged: (entry: Entry) => void,
): Promise<void> {
  try {
    onChanged(await api.change(feed, item.id, item.rev, { kind, note }));
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.code !== 'stale_revision') throw thrown;
    const current = await published(api, feed, item.id);
    onChanged(current);
    const latest = remarksOf(current).at(-1);
    if (latest?.kind === kind && latest.note === note) return;
    throw new Problem(
      thrown.code,
      'Somebody changed this item meanwhile',
      `It reads now: “${itemName(current)}”. Decide again whether that holds.`,
    );
  }
}

async function loadWording(api: Api, feed: string, id: string): Promise<Wording> {
  const source = await api.source(feed, id);
  const item = await published(api, feed, id);
  if (item.rev !== source.rev) return loadWording(api, feed, id);
  return {
    rev: item.rev,
    fields: fieldsOf(item, source.markdown),
    note: remarksOf(item).findLast(({ kind }) => kind === 'correct')?.note,
  };
}

async function published(api: Api, feed: string, id: string): Promise<Item> {
  const entry = await api.item(feed, id);
  if (!isTombstone(entry)) return entry;
  throw parseProblem(410, { code: 'taken_down' });
}
