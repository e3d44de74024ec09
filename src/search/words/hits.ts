import type { SearchPiece } from '../../feed/messages.ts';
import type { Term } from './search-query.ts';
import { plainForm, stretchesOf, type Range, type Sign, type Stretch } from './stretches.ts';

/** A text with what was found in it. */
export interface Marked {
  readonly text: string;
  readonly stretches: readonly Stretch[];
  /** In their order, none within another. */
  readonly hits: readonly Range[];
  /** The terms that were found. */
  readonly found: ReadonlySet<Term>;
}

/** How much of a text stands before the first hit, and how much is shown of it. */
const before = 60;
const shown = 240;

/** Finds the terms in a text, by the same rules by which the database does. */
export function markedIn(written: string, terms: readonly Term[]): Marked {
  const text = plainForm(written);
  const stretches = stretchesOf(text);
  const found = new Set<Term>();
  const ranges = stretches.flatMap((stretch) =>
    terms.flatMap((term) => {
      const hits = hitsIn(stretch, term);
      if (hits.length > 0) found.add(term);
      return hits;
    }),
  );
  return { text, stretches, hits: apart(ranges), found };
}

function hitsIn(stretch: Stretch, term: Term): readonly Range[] {
  if (stretch.kind === 'word') {
    if (term.kind !== 'word') return [];
    const isHit = term.isBeginning
      ? stretch.word.startsWith(term.word)
      : stretch.word === term.word;
    return isHit ? [stretch] : [];
  }
  return term.kind === 'spaceless' ? partsIn(stretch.signs, term.signs.join('')) : [];
}

/** Where a part stands among signs; not searched for again within itself. */
function partsIn(signs: readonly Sign[], part: string): readonly Range[] {
  const joined = signs.map(({ sign }) => sign).join('');
  if (!joined.includes(part)) return [];
  // By the index of its first unit in `joined`, and by the one behind its last.
  const begins = new Map<number, number>();
  const ends = new Map<number, number>();
  let length = 0;
  for (const { sign, from, to } of signs) {
    begins.set(length, from);
    length += sign.length;
    ends.set(length, to);
  }
  const found: Range[] = [];
  for (let at = joined.indexOf(part); at !== -1; at = joined.indexOf(part, at + part.length)) {
    const [from, to] = [begins.get(at), ends.get(at + part.length)];
    if (from !== undefined && to !== undefined) found.push({ from, to });
  }
  return found;
}

/** The same ranges in their order, with those that touch or lie in each other made one. */
function apart(ranges: readonly Range[]): readonly Range[] {
  const joined: { from: number; to: number }[] = [];
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}

/** A whole text in pieces, the hits apart. */
export function piecesOf({ text, hits }: Marked): readonly SearchPiece[] {
  return cut(text, hits, { from: 0, to: text.length });
}

/** The part of a text around its first hit, or its beginning, in pieces; on one line. */
export function snippetOf({ text, hits, stretches }: Marked): readonly SearchPiece[] {
  const wanted = (hits[0]?.from ?? 0) - before;
  // A text is cut between words and signs alone.
  const cuts = stretches.flatMap((stretch): readonly Range[] =>
    stretch.kind === 'word' ? [stretch] : stretch.signs,
  );
  const from = wanted <= 0 ? 0 : (cuts.find((one) => one.from >= wanted)?.from ?? 0);
  const isWhole = text.length - from <= shown;
  const to = isWhole
    ? text.length
    : (cuts.findLast((one) => one.to <= from + shown && one.to > from)?.to ?? from + shown);
  const pieces = cut(text, hits, { from, to }).map((piece) => ({
    ...piece,
    text: piece.text.replaceAll(/\s+/g, ' '),
  }));
  return [
    ...(from > 0 ? [{ text: '… ' }] : []),
    ...pieces,
    ...(to < text.length ? [{ text: ' …' }] : []),
  ];
}

function cut(text: string, hits: readonly Range[], { from, to }: Range): readonly SearchPiece[] {
  const pieces: SearchPiece[] = [];
  let at = from;
  for (const hit of hits) {
    if (hit.to <= from || hit.from >= to) continue;
    const [start, end] = [Math.max(hit.from, at), Math.min(hit.to, to)];
    if (start > at) pieces.push({ text: text.slice(at, start) });
    pieces.push({ text: text.slice(start, end), isHit: true });
    at = end;
  }
  if (at < to) pieces.push({ text: text.slice(at, to) });
  return pieces;
}
