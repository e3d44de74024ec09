import type { Change } from '../../src/feed/change.ts';

/**
 * The head of a page tells machines of its items, too, and is not written anew: it goes when an item may have been
 * taken down, by one of these changes, or unsaid where the view was replaced as a whole.
 */
export function dropHeadData(changes: readonly Change[]): void {
  if (changes.length > 0 && !changes.some(({ kind }) => kind === 'takedown')) return;
  const data = 'script[type="application/ld+json"], meta[property^="og:image"]';
  for (const element of document.head.querySelectorAll(data)) element.remove();
}
