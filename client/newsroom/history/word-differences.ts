import { diffComm } from 'node-diff3';

/** A run of words: in both texts, or in one of them. */
export interface Run {
  readonly in: 'both' | 'before' | 'after';
  readonly text: string;
}

/** How two texts differ, by words; the runs of each text, joined, are that text. */
export function wordDifferences(before: string, after: string): readonly Run[] {
  return diffComm(words(before), words(after)).flatMap((part): readonly Run[] => {
    if (part.common !== undefined) return [{ in: 'both', text: part.common.join('') }];
    return [
      { in: 'before' as const, text: (part.buffer1 ?? []).join('') },
      { in: 'after' as const, text: (part.buffer2 ?? []).join('') },
    ].filter(({ text }) => text !== '');
  });
}

/** Words as people of any language part them, and what is between them. */
const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

function words(text: string): string[] {
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}
