import { SearchIndexer } from '../../src/search/search-indexer.ts';
import { until } from '../until.ts';

/** An index of which some feeds are behind, and some cannot be followed. */
function indexOf(lagging: readonly string[], broken: readonly string[] = []) {
  const behind = new Set(lagging);
  const asked: (readonly string[])[] = [];
  return {
    asked,
    behind,
    lagging: async (limit: number) =>
      [...behind].slice(0, limit).map((feed) => ({ feed, changes: 1 })),
    follow: async (feeds: readonly string[]) => {
      asked.push(feeds);
      if (feeds.some((feed) => broken.includes(feed))) throw new Error('it cannot be followed');
      for (const feed of feeds) behind.delete(feed);
      return [];
    },
  };
}

describe('the indexer', () => {
  test('follows what was published here first, together, then what lags', async () => {
    const index = indexOf(['other']);
    const indexer = new SearchIndexer(index, () => undefined, 1);
    for (const feed of ['a', 'b', 'a']) indexer.published(feed);
    indexer.open();
    await until(() => index.behind.size === 0, 'the lagging feed');
    indexer.published('c');
    await until(() => index.asked.length === 3, 'what was published later');
    await indexer.close();
    expect(index.asked).toEqual([['a', 'b'], ['other'], ['c']]);
  });

  test('keeps no feed back for another one that cannot be followed', async () => {
    const index = indexOf(['a', 'broken', 'c'], ['broken']);
    const errors: unknown[] = [];
    const indexer = new SearchIndexer(index, (error) => errors.push(error), 1);
    indexer.published('broken');
    indexer.published('mine');
    indexer.open();
    await until(() => index.behind.size === 1, 'the others');
    await indexer.close();
    expect([...index.behind]).toEqual(['broken']);
    expect(index.asked).toContainEqual(['mine']);
    expect(errors.length).toBeGreaterThan(0);
  });
});
