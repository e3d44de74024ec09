import { Refusal } from '../../feed/refusal.ts';
import type { ImportedItem } from '../../log/imports.ts';
import { checked } from '../run/checked.ts';
import type { Source } from '../told/source.ts';

/** Of one look: a wire that lists more has the others next time, or no longer. */
const maxEntries = 1_000;

/** What a wire tells: the entries that can be taken, oldest first, and how many cannot. */
export interface WireEntries {
  readonly items: readonly ImportedItem[];
  readonly faulty: number;
}

/** Reads what a wire has. An entry that breaks a rule keeps no other back. Throws the refusal of what cannot be read. */
export async function wireEntries(source: Source, nowMs: number): Promise<WireEntries> {
  // Loaded with the first story: readers of every form are much, and a server starts without.
  const { formatOf } = await import('../formats/formats.ts');
  const format = await formatOf(source, undefined);
  const items = new Map<string, ImportedItem>();
  let [faulty, told] = [0, 0];
  for await (const entry of format.read(source, nowMs)) {
    if (entry.kind !== 'entry') continue;
    told += 1;
    if (told > maxEntries) break;
    const found = checked(entry, nowMs);
    if (found.kind === 'faulty') faulty += 1;
    if (found.kind === 'item') items.set(found.item.external.id, found.item);
  }
  if (told === 0) {
    throw new Refusal('malformed', 'There is no entry in it.');
  }
  const sorted = [...items.values()].sort((a, b) => (a.postedAt < b.postedAt ? -1 : 1));
  return { items: sorted, faulty };
}
