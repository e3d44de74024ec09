import type { Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import type { Term } from '../words/search-query.ts';

/** An item with its place in the index. */
export interface Placed {
  readonly place: number;
  readonly feed: string;
  readonly item: string;
}

/** An item that was found, with its present entry: JSON, as `items` has it. */
export interface FoundRow extends Placed {
  readonly entry: string;
}

/** What is looked for: items of these feeds, or of all, that have all terms, behind a place. */
export interface Wanted {
  readonly terms: readonly Term[];
  readonly feeds: readonly string[] | 'all';
  readonly before: number | undefined;
  readonly limit: number;
}

/** What the two databases do differently. Both compare the same words (see `itemTokens`). */
export interface WordTable {
  /** Changes that are followed in one transaction. */
  readonly maxBatch: number;
  /** Lets one transaction after the other write into the index, of whatever feed: places are given once. */
  readonly queueUp: (tx: Transaction<Schema>) => Promise<void>;
  /** Stores an item that is not there. */
  readonly put: (tx: Transaction<Schema>, at: Placed, tokens: readonly string[]) => Promise<void>;
  /** The newest first. */
  readonly look: (tx: Transaction<Schema>, wanted: Wanted) => Promise<readonly FoundRow[]>;
}

/** The words a term stands for, in a row: of several signs each with the next. `isBeginning`: the last one may go on. */
export function rowOf(term: Term): {
  readonly words: readonly string[];
  readonly isBeginning: boolean;
} {
  if (term.kind === 'word') return { words: [term.word], isBeginning: term.isBeginning };
  const [first = '', ...rest] = term.signs;
  if (rest.length === 0) return { words: [first], isBeginning: true };
  return { words: rest.map((sign, at) => (term.signs[at] ?? '') + sign), isBeginning: false };
}
