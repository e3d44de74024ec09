import { itemIdOf, type Change } from '../../src/feed/change.ts';
import { createTicker } from '../ticker/create-ticker.ts';
import { siteBase } from './site-base.ts';

/** A page that comes back out of date again and again, out of a cache, is not asked for all the time. */
const leastMs = 5_000;

for (const page of document.querySelectorAll<HTMLElement>('main[data-feed]')) keepTrue(page);

/**
 * A page of items that no ticker continues is asked for anew when one of them changes: a text that was taken down
 * leaves it, and a correction comes to it.
 */
function keepTrue(page: HTMLElement): void {
  const { feed = '', epoch = '', seq = '0', tag = '' } = page.dataset;
  // Only what came since it was drawn is sent.
  const info = { title: '', lang: '', timezone: 'UTC', coverage: 'open' } as const;
  const initial = { feed, epoch, seq: Number(seq), tag, info, items: [], pinned: null, more: null };
  const ticker = createTicker({ src: siteBase, feed, initial });
  ticker.on('change', (changes) => {
    // None: the view was replaced as a whole, and nobody knows what it had.
    if (changes.length > 0 && !changes.some((change) => isShown(change) && isNews(change))) return;
    ticker.close();
    setTimeout(() => location.reload(), changes.length > 0 ? 0 : leastMs);
  });
}

/** Drawn as `item-{id}` (src/feed/entry-markup.ts). */
function isShown(change: Change): boolean {
  return document.getElementById(`item-${itemIdOf(change) ?? ''}`) !== null;
}

/** Pins do not show on such a page. */
function isNews({ kind }: Change): boolean {
  return kind === 'takedown' || kind === 'correct' || kind === 'strike' || kind === 'edit';
}
