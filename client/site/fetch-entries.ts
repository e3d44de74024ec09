import type { Entry } from '../../src/feed/item.ts';
import type { Snapshot } from '../../src/feed/snapshot.ts';
import type { ItemsPage } from '../../src/feed/messages.ts';
import type { StillPage } from './still-page.ts';

/** Fetches the present entries of a page without a ticker, past the browser's cache. Rejects when that fails. */
export async function fetchEntries(
  base: string,
  feed: string,
  page: Pick<StillPage, 'ids' | 'isSingle' | 'at'>,
): Promise<readonly Entry[]> {
  const items = new URL(`api/v1/feeds/${feed}/items`, base);
  if (page.isSingle) {
    const found = await Promise.all(page.ids.map((id) => fetchEntry(`${items.href}/${id}`)));
    return found.flat();
  }
  if (page.at !== undefined) {
    const stood = new URL(`api/v1/feeds/${feed}`, base);
    stood.searchParams.set('at', page.at);
    const response = await ask(stood.href);
    if (!response.ok) throw new Error(`${stood.href}: ${response.status}`);
    return ((await response.json()) as Snapshot).items;
  }
  const before = new URLSearchParams(location.search).get('before');
  if (before !== null) items.searchParams.set('before', before);
  const response = await ask(items.href);
  if (!response.ok) throw new Error(`${items.href}: ${response.status}`);
  return ((await response.json()) as ItemsPage).items;
}

/** The item, or its tombstone, which the refusal of a removed one carries. */
async function fetchEntry(url: string): Promise<readonly Entry[]> {
  const response = await ask(url);
  if (response.status === 410) return [((await response.json()) as { readonly item: Entry }).item];
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return [(await response.json()) as Entry];
}

function ask(url: string): Promise<Response> {
  return fetch(url, { credentials: 'omit', cache: 'reload' });
}
