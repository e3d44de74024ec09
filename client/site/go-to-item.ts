import { anchorOf } from '../../src/feed/draw/entry-markup.ts';

/**
 * Leads to the item that the address names (`#item-…`) where it is not in the list: to the pinned one, or to the
 * item's own page, which says so when it was taken down. An item that nobody knows leads nowhere.
 */
export async function goToItem(): Promise<void> {
  const id = /^#item-([0-9a-f-]{36})$/.exec(location.hash)?.[1];
  if (id === undefined || document.getElementById(anchorOf(id)) !== null) return;
  const pinned = document.getElementById(anchorOf(id, 'pinned'));
  if (pinned !== null) {
    pinned.scrollIntoView();
    return;
  }
  const page = `${location.pathname}/items/${id}`;
  try {
    const { ok, status } = await fetch(page, { method: 'HEAD' });
    if (ok || status === 410) location.replace(page);
  } catch {
    // Offline: the feed is here, the item is not.
  }
}
