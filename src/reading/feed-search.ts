import type { SearchPage } from '../feed/messages.ts';
import type { Search } from '../search/search.ts';
import { parseSearch } from '../search/words/search-query.ts';
import { ShortMemory } from './short-memory.ts';

/** A page of results is some 10 KB. */
const maxBytes = 4 * 1024 * 1024;

/** What readers search for in a feed: asked of the database once a second at most for the same words. */
export class FeedSearch {
  private readonly pages = new ShortMemory<SearchPage>(maxBytes);

  constructor(private readonly search: Search) {}

  /** `asked`: `q`, `before`, `limit` as they came. Throws `invalid_input`, and as Search does. */
  async page(feed: string, asked: Readonly<Record<string, unknown>>): Promise<SearchPage> {
    const query = parseSearch(asked);
    return this.pages.get(JSON.stringify([feed, query]), () => this.search.find(query, [feed]));
  }
}
