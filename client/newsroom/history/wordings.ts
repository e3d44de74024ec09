import type { Item } from '../../../src/feed/item.ts';
import { hasItemShape } from '../../../src/feed/shape.ts';
import { textOr } from '../../../src/feed/shape.ts';
import { list, record } from '../api/answers.ts';
import type { Send } from '../api/send.ts';
import { fieldsOf, type ItemFields } from '../fields/item-fields.ts';

/** What an item said from a time on. */
export interface MadeWording {
  readonly rev: number;
  readonly kind: string;
  readonly at: string;
  readonly by: string | undefined;
  readonly note: string | undefined;
  readonly item: Item;
  readonly fields: ItemFields;
}

/** All wordings of an item, the newest first. */
export async function wordingsOf(
  call: Send,
  feed: string,
  id: string,
): Promise<readonly MadeWording[]> {
  const path = `/feeds/${feed}/items/${id}/wordings`;
  const answer = record(await call({ method: 'GET', path }));
  return list(answer['wordings'])
    .flatMap((one) => {
      const { rev, kind, at, by, note, item, markdown } = record(one);
      if (!hasItemShape(item)) return [];
      return {
        rev: Number(rev),
        kind: textOr(kind, ''),
        at: textOr(at, ''),
        by: textOr(by, undefined),
        note: textOr(note, undefined),
        item,
        fields: fieldsOf(item, textOr(markdown, '')),
      };
    })
    .toReversed();
}

/** What was done, and what readers see of it. */
export function wordsOf({ kind, note = '' }: MadeWording): {
  readonly done: string;
  readonly readers: string;
} {
  switch (kind) {
    case 'post':
      return { done: 'Published', readers: 'Readers have had this from the start.' };
    case 'edit':
      return {
        done: 'Edited',
        readers: 'Readers see “Edited” with the time, and cannot open the wording before.',
      };
    case 'correct':
      return {
        done: 'Corrected',
        readers: `Readers see “Corrected” with the time and the note “${note}”, and can open the wording before.`,
      };
    case 'strike':
      return {
        done: 'Withdrawn',
        readers: `Readers see the words crossed out, and the note “${note}”.`,
      };
    case 'unstrike':
      return {
        done: 'Reinstated',
        readers: `Readers see the words plain again, and the note “${note}”.`,
      };
    default:
      // Of a later version of the server.
      return { done: 'Changed', readers: note === '' ? '' : `Readers see the note “${note}”.` };
  }
}
