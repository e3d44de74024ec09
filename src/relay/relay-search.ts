import type { SearchPage } from '../feed/messages.ts';
import { Refusal } from '../feed/refusal.ts';
import { isRecord } from '../feed/shape.ts';
import { Search, type Lagging } from '../search/search.ts';
import type { SearchQuery, Term } from '../search/words/search-query.ts';
import { unavailable, type Upstream } from './upstream.ts';

/** Searches of a relay: the upstream has the index. */
export class RelaySearch extends Search {
  constructor(private readonly upstream: Upstream) {
    super();
  }

  async find(query: SearchQuery, feeds: readonly string[] | 'all'): Promise<SearchPage> {
    const [feed] = feeds;
    if (feeds === 'all' || feed === undefined || feeds.length > 1) {
      throw new Refusal('not_relayed', 'A relay searches one feed at a time.');
    }
    const words = query.terms.map(wordOf).join(' ');
    const asked = new URLSearchParams({ q: words, limit: String(query.limit) });
    if (query.before !== undefined) asked.set('before', String(query.before));
    const answer = await this.upstream.json(`/api/v1/feeds/${feed}/search?${asked.toString()}`);
    if (!isRecord(answer) || !isPage(answer)) throw unavailable('does not search');
    return answer as unknown as SearchPage;
  }

  async lagging(): Promise<readonly Lagging[]> {
    return [];
  }

  async follow(): Promise<readonly string[]> {
    return [];
  }
}

function wordOf(term: Term): string {
  return term.kind === 'word' ? term.word : term.signs.join('');
}

function isPage({ results, next, complete }: Readonly<Record<string, unknown>>): boolean {
  return (
    Array.isArray(results) &&
    results.every((one) => isRecord(one) && Array.isArray(one['snippet'])) &&
    (next === null || typeof next === 'string') &&
    typeof complete === 'boolean'
  );
}
