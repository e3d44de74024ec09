import type { ItemsPage } from '../../../src/feed/messages.ts';
import type { FetchOlder } from './feed-store.ts';

const pageItems = 20;

/** Older entries from a server's HTTP interface (PROTOCOL.md §3). */
export function fetchOlderFrom(server: string, feed: string): FetchOlder {
  return async (cursor) => {
    const url = new URL(`api/v1/feeds/${feed}/items`, server);
    url.searchParams.set('before', cursor);
    url.searchParams.set('limit', String(pageItems));
    const response = await fetch(url, { credentials: 'omit' });
    if (!response.ok) throw new Error(`Older updates: ${response.status}`);
    return (await response.json()) as ItemsPage;
  };
}
