import type { WordingKind } from '../../../src/feed/change-kinds.ts';
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

type Told = { readonly done: string; readonly readers: (note: string) => string };

const told: Readonly<Record<WordingKind, Told>> = {
  post: { done: 'Published', readers: () => 'Readers have had this from the start.' },
  edit: {
    done: 'Edited',
    readers: () => 'Readers see “Edited” with the time, and cannot open the wording before.',
  },
  correct: {
    done: 'Corrected',
    readers: (note) =>
      `Readers see “Corrected” with the time and the note “${note}”, and can open the wording before.`,
  },
  redact: {
    done: 'Replaced',
    readers: (note) =>
      `Readers see “Replaced” with the time and the note “${note}”. The words before are erased everywhere.`,
  },
  strike: {
    done: 'Withdrawn',
    readers: (note) => `Readers see the words crossed out, and the note “${note}”.`,
  },
  unstrike: {
    done: 'Reinstated',
    readers: (note) => `Readers see the words plain again, and the note “${note}”.`,
  },
};

const ofLaterVersions: Told = {
  done: 'Changed',
  readers: (note) => (note === '' ? '' : `Readers see the note “${note}”.`),
};

/** What was done, and what readers see of it. */
export function wordsOf({ kind, note = '' }: MadeWording): {
  readonly done: string;
  readonly readers: string;
} {
  const { done, readers } = Object.hasOwn(told, kind) ? told[kind as WordingKind] : ofLaterVersions;
  return { done, readers: readers(note) };
}
