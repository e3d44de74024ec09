import { sql } from 'kysely';
import { rowOf, type FoundRow, type Wanted, type WordTable } from './word-table.ts';

/** The full-text table of SQLite (FTS5). Its rows lie in the order of their places: the newest are found first. */
export const embeddedWords: WordTable = {
  // Some 10 ms, in which this process does nothing else.
  maxBatch: 10,

  // A transaction that writes is the only one as it is.
  queueUp: async () => undefined,

  put: async (tx, { place, feed, item }, tokens) => {
    await tx.insertInto('search_items').values({ place, feed, item }).execute();
    await tx
      .insertInto('search_words')
      .values({ rowid: place, feed, words: tokens.join(' ') })
      .execute();
  },

  look: async (tx, wanted) => {
    const { feeds, before, limit } = wanted;
    const isAmongMany = feeds !== 'all' && feeds.length !== 1;
    const { rows } = await sql<FoundRow>`
      select search_items.place, search_items.feed, search_items.item, items.entry
      from search_words join search_items on search_items.place = search_words.rowid
      join items on items.feed = search_items.feed and items.id = search_items.item
      where search_words match ${matchOf(wanted)}
      ${before === undefined ? sql`` : sql`and search_words.rowid < ${before}`}
      ${isAmongMany ? sql`and search_items.feed in (select value from json_each(${JSON.stringify(feeds)}))` : sql``}
      order by search_words.rowid desc limit ${limit}`.execute(tx);
    return rows;
  },
};

/** In FTS5's own language. Words have letters, digits and marks alone, so that in quotes each is a literal. */
function matchOf({ terms, feeds }: Wanted): string {
  const [feed] = feeds === 'all' ? [] : feeds;
  const inFeed = feeds.length === 1 && feed !== undefined ? [`feed : "${feed}"`] : [];
  const wanted = terms.map((term) => {
    const { words, isBeginning } = rowOf(term);
    return `words : ${words.map((word) => `"${word}"`).join(' + ')}${isBeginning ? ' *' : ''}`;
  });
  return [...inFeed, ...wanted].map((one) => `(${one})`).join(' AND ');
}
