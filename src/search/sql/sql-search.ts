import type { Transaction } from 'kysely';
import type { Database } from '../../database/database.ts';
import { isEmbedded } from '../../database/is-embedded.ts';
import type { Schema } from '../../database/schema.ts';
import { isTombstone, type Entry } from '../../feed/item.ts';
import type { SearchPage } from '../../feed/messages.ts';
import { Search, type Lagging } from '../search.ts';
import { Turns } from '../turns.ts';
import { foundItem } from '../words/found-item.ts';
import type { SearchQuery } from '../words/search-query.ts';
import { embeddedWords } from './embedded-words.ts';
import { followLogs } from './follow-log.ts';
import { postgresWords } from './postgres-words.ts';
import type { WordTable } from './word-table.ts';

/** Of the pool's ten connections most are left for publishing; the embedded database has one in any case. */
const maxSearches = 2;
const maxWaitingSearches = 50;
/** What a search itself makes up for before it looks. More is left to the indexer. */
const maxChangesAtOnce = 200;
/** More feeds are not looked at for one search across feeds. */
const maxLaggingFeeds = 50;

/** Search over SQL: one index for each database, followed and read by the same rules. */
export class SqlSearch extends Search {
  private readonly table: WordTable;
  private readonly turns = new Turns(maxSearches, maxWaitingSearches);
  /** One at a time for each feed: who comes meanwhile waits for the same. */
  private readonly following = new Map<string, Promise<boolean>>();

  constructor(private readonly database: Database) {
    super();
    this.table = isEmbedded(database.db) ? embeddedWords : postgresWords;
  }

  find(query: SearchQuery, feeds: readonly string[] | 'all'): Promise<SearchPage> {
    return this.turns.take(async () => {
      const complete = await this.isUpToDate(feeds);
      return { ...(await this.database.read((tx) => this.look(tx, query, feeds))), complete };
    });
  }

  async lagging(limit: number, quietSeconds = 0): Promise<readonly Lagging[]> {
    const before = quietSeconds > 0 ? await this.database.timeIn(-quietSeconds) : undefined;
    return this.laggingAmong('all', limit, before);
  }

  async follow(feeds: readonly string[]): Promise<readonly string[]> {
    const { left, hasErased } = await this.database.write((tx) =>
      followLogs(tx, this.table, feeds),
    );
    if (hasErased) this.database.scrub();
    return left;
  }

  /** By one batch; true when nothing is left. */
  private followOne(feed: string): Promise<boolean> {
    const known = this.following.get(feed);
    if (known !== undefined) return known;
    const following = this.follow([feed])
      .then((left) => left.length === 0)
      .finally(() => this.following.delete(feed));
    this.following.set(feed, following);
    return following;
  }

  /** Whether the feeds' indexes have followed all that was in their logs, where need be after some more. */
  private async isUpToDate(feeds: readonly string[] | 'all'): Promise<boolean> {
    const lagging = await this.laggingAmong(feeds, maxLaggingFeeds);
    const changes = lagging.reduce((sum, one) => sum + one.changes, 0);
    if (changes > maxChangesAtOnce || lagging.length >= maxLaggingFeeds) return false;
    try {
      for (const { feed } of lagging) await this.followWhole(feed);
      return true;
    } catch {
      // What cannot be written now, to a full disk for example, can be searched as it is. The indexer tells why.
      return false;
    }
  }

  private async followWhole(feed: string): Promise<void> {
    // One that was under way may have begun before what is asked for was published.
    await this.following.get(feed);
    for (let batch = 0; batch < maxChangesAtOnce; batch += 1)
      if (await this.followOne(feed)) return;
  }

  /** `before`: a time; feeds with a later change are left out. */
  private laggingAmong(feeds: readonly string[] | 'all', limit: number, before?: string) {
    return this.database.run(async (db): Promise<readonly Lagging[]> => {
      const [one] = feeds === 'all' ? [] : feeds;
      const rows = await db
        .selectFrom('feeds')
        .leftJoin('search_feeds', 'search_feeds.feed', 'feeds.slug')
        .select(['feeds.slug', 'feeds.head', 'search_feeds.seq'])
        .where((eb) => eb('feeds.head', '>', eb.fn.coalesce('search_feeds.seq', eb.val(0))))
        .$if(before !== undefined, (query) => query.where('feeds.last_at', '<', before ?? ''))
        .$if(feeds.length === 1 && feeds !== 'all', (query) =>
          query.where('feeds.slug', '=', one ?? ''),
        )
        .orderBy('feeds.slug')
        .$if(feeds === 'all', (query) => query.limit(limit))
        .execute();
      const wanted = feeds === 'all' ? undefined : new Set(feeds);
      return rows
        .filter(({ slug }) => wanted?.has(slug) ?? true)
        .slice(0, limit)
        .map(({ slug, head, seq }) => ({ feed: slug, changes: head - (seq ?? 0) }));
    });
  }

  private async look(
    tx: Transaction<Schema>,
    { terms, before, limit }: SearchQuery,
    feeds: readonly string[] | 'all',
  ): Promise<Pick<SearchPage, 'results' | 'next'>> {
    const rows = await this.table.look(tx, { terms, feeds, before, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const results = shown.flatMap((row) => {
      const entry = JSON.parse(row.entry) as Entry;
      // What the index says is a hint: what is told is what the item says at present.
      if (isTombstone(entry)) return [];
      return foundItem(row.feed, entry, terms) ?? [];
    });
    const last = shown.at(-1);
    const next = rows.length > limit && last !== undefined ? String(last.place) : null;
    return { results, next };
  }
}
