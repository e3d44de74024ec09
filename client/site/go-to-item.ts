import { anchorOf } from '../../src/feed/draw/entry-markup.ts';

/**
 * Goes to the item in the page's address (`#item-…`) when the item is not in the list: to the pinned section, or to the
 * item's own page, which also exists for a taken-down item. For an unknown item nothing happens.
 */
export async function goToItem(): Promise<void> {
  const id = /^#item-([0-9a-f-]{36})$/.exec(location.hash)?.[1];
  if (id === undefined || document.getElementById(anchorOf(id)) !== null) return;
  const pinned = document.getElementById(anchorOf(id, 'pinned'));
  if (pinned !== null) {
    const fold = pinned.closest('details');
    if (fold !== null) fold.open = true;
    pinned.scrollIntoView();
    return;
  }
  const page = `${location.pathname}/items/${id}`;
  try {
    const { ok, status } = await fetch(page, { method: 'HEAD' });
    if (ok || status === 410) location.replace(page);
  } catch {
    // Offline: the reader stays on this page, which has no such item.
  }
}
