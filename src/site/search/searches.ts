import { isSlug } from '../../feed/feed-info.ts';
import { Refusal } from '../../feed/refusal.ts';
import type { Hub } from '../../hub/hub.ts';
import { quality } from '../../http/encoded.ts';
import type { FeedSearch } from '../../reading/feed-search.ts';
import { unknownFeedPage } from '../pages/quiet-page.ts';
import { searchPath } from '../pages/forms/search-form.ts';
import { kept, passing } from '../shell/drawn-page.ts';
import type { DrawnPage } from '../shell/page.ts';
import { placeOf, type Site } from '../shell/place.ts';
import { searchPage, type SearchView } from './search-page.ts';

/** Draws the pages on which readers search a feed, each anew: few ask the same, and what is found is remembered already. */
export class Searches {
  constructor(
    private readonly hub: Pick<Hub, 'snapshot'>,
    private readonly search: FeedSearch,
    private readonly site: Site,
  ) {}

  async page(feed: string, asked: Readonly<Record<string, unknown>>): Promise<DrawnPage> {
    const place = { ...placeOf(this.site, `/${searchPath(feed)}`), feed };
    // Read before the search: what is taken down between the two is told to the open page.
    const snapshot = isSlug(feed) ? await this.hub.snapshot(feed) : undefined;
    if (snapshot === undefined) return passing(unknownFeedPage(place));
    const typed = typeof asked['q'] === 'string' ? asked['q'] : '';
    const found = typed === '' ? undefined : await this.found(feed, asked);
    const page = searchPage({ place, snapshot, typed, found });
    return found === 'unusable' ? passing(page) : kept(page, quality.once);
  }

  private async found(
    feed: string,
    asked: Readonly<Record<string, unknown>>,
  ): Promise<SearchView['found']> {
    try {
      const { q, before } = asked;
      return await this.search.page(feed, { q, before });
    } catch (error) {
      if (error instanceof Refusal && error.code === 'invalid_input') return 'unusable';
      throw error;
    }
  }
}
