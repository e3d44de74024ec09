import type { ItemsPage } from '../../../src/feed/messages.ts';
import type { Follower } from '../connect/link.ts';

/** Fetches the page of older entries at a cursor. Rejects when it cannot be fetched. */
export type FetchOlder = (cursor: string) => Promise<ItemsPage>;

const pageItems = '20';

/** Older entries from a server's HTTP interface (PROTOCOL.md §3). */
export function fetchOlderFrom(
  server: string,
  follower: Pick<Follower, 'feed' | 'token'>,
): FetchOlder {
  return async (before) => {
    const { feed, token } = follower;
    const query = new URLSearchParams({ before, limit: pageItems, ...(token && { token }) });
    const url = `${server}api/v1/feeds/${feed}/items?${query}`;
    const response = await fetch(url, { credentials: 'omit' });
    if (!response.ok) throw new Error(response.statusText);
    return (await response.json()) as ItemsPage;
  };
}
