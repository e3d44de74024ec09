import { diff3Merge } from 'node-diff3';

/** Two paragraphs, or runs of them, that both editors have changed. */
export interface Overlap {
  readonly mine: string;
  readonly theirs: string;
}

/** Two editors' changes of one text, merged; where they overlap, by each of three choices. */
export interface MergedText {
  readonly mine: string;
  readonly theirs: string;
  readonly both: string;
  readonly overlaps: readonly Overlap[];
}

/** Merges by paragraphs: what one of the two has changed is taken, what both have changed the same way is there once. */
export function mergeParagraphs(base: string, mine: string, theirs: string): MergedText {
  const pieces = diff3Merge(paragraphs(mine), paragraphs(base), paragraphs(theirs)).flatMap(
    ({ ok, conflict }) => ok ?? (conflict ? piecesOf(conflict) : []),
  );
  const merge = (choose: (overlap: Overlap) => readonly string[]) =>
    pieces
      .flatMap((piece) => (typeof piece === 'string' ? piece : choose(piece)))
      .filter((paragraph) => paragraph !== '')
      .join(gap);
  return {
    mine: merge((overlap) => [overlap.mine]),
    theirs: merge((overlap) => [overlap.theirs]),
    both: merge((overlap) => [overlap.mine, overlap.theirs]),
    overlaps: pieces.filter((piece) => typeof piece !== 'string'),
  };
}

const gap = '\n\n';

function paragraphs(text: string): string[] {
  return text
    .split(/\n[ \t]*\n\s*/)
    .map((paragraph) => paragraph.trimEnd())
    .filter((paragraph) => paragraph !== '');
}

interface Region {
  readonly a: readonly string[];
  readonly o: readonly string[];
  readonly b: readonly string[];
}

/**
 * The library takes changed paragraphs that follow each other for one. Where neither editor has added or removed any, each
 * paragraph is looked at by itself.
 */
function piecesOf({ a, o, b }: Region): readonly (string | Overlap)[] {
  if (a.length !== o.length || b.length !== o.length) {
    return [{ mine: a.join(gap), theirs: b.join(gap) }];
  }
  return o.map((before, at) => {
    const [mine = '', theirs = ''] = [a[at], b[at]];
    if (mine === theirs || theirs === before) return mine;
    return mine === before ? theirs : { mine, theirs };
  });
}
