import { sql } from 'kysely';
import { rowOf, type Wanted, type WordTable } from './word-table.ts';

/** Any number that nothing else of Dateline locks. */
const indexLock = 3_107_201;
/** A search that takes longer is given up. */
const maxMs = 2_000;
/** PostgreSQL keeps so many places of a word, and counts them so far. */
const maxPlaces = 255;
const maxPosition = 16_383;

/** Full text in PostgreSQL, without a configuration of it or an extension: the words are parted and folded by us. */
export const postgresWords: WordTable = {
  // Some 100 ms, in which a takedown of the same feed waits.
  maxBatch: 50,

  queueUp: async (tx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(indexLock)})`.execute(tx);
  },

  put: async (tx, { place, feed, item }, tokens) => {
    await tx
      .insertInto('search_items')
      .values({ place, feed, item, words: sql`cast(${vectorOf(tokens)} as tsvector)` })
      .execute();
  },

  look: async (tx, { terms, feeds, before, limit }) => {
    await sql`set local statement_timeout = ${sql.lit(maxMs)}`.execute(tx);
    const found = tx
      .selectFrom('search_items')
      .select(['place', 'feed', 'item'])
      .where(sql<boolean>`words @@ cast(${queryOf(terms)} as tsquery)`)
      .$if(feeds !== 'all', (query) => query.where(sql<boolean>`feed = any(${feeds})`))
      .$if(before !== undefined, (query) => query.where('place', '<', before ?? 0))
      .orderBy('place', 'desc')
      .limit(limit);
    // The entries of what is shown alone: not of all that a common word finds.
    return tx
      .selectFrom(found.as('found'))
      .innerJoin('items', (join) =>
        join.onRef('items.feed', '=', 'found.feed').onRef('items.id', '=', 'found.item'),
      )
      .select(['found.place', 'found.feed', 'found.item', 'items.entry'])
      .orderBy('found.place', 'desc')
      .execute();
  },
};

/** The text of a tsvector: each word with its places. Words have letters, digits and marks alone: nothing needs an escape. */
function vectorOf(tokens: readonly string[]): string {
  const places = new Map<string, number[]>();
  for (const [at, token] of tokens.entries()) {
    const known = places.get(token);
    if (known === undefined) places.set(token, [Math.min(at + 1, maxPosition)]);
    else if (known.length < maxPlaces) known.push(Math.min(at + 1, maxPosition));
  }
  return [...places].map(([token, at]) => `'${token}':${at.join()}`).join(' ');
}

function queryOf(terms: Wanted['terms']): string {
  const wanted = terms.map((term) => {
    const { words, isBeginning } = rowOf(term);
    return `(${words.map((word) => `'${word}'${isBeginning ? ':*' : ''}`).join(' <-> ')})`;
  });
  return wanted.join(' & ');
}
