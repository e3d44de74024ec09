const ofAnyPage = 'script[type="application/ld+json"], meta[property^="og:image"]';
/** One item's own page is described in its words. */
const ofItsOwnPage = 'meta[name="description"], meta[property^="og:"]';

/**
 * The head of a page tells machines of its items, too, and is not written anew: what quotes an item goes when one
 * was taken down, or may have been.
 */
export function dropHeadData(): void {
  const isSingle = document.querySelector('main.site-single') !== null;
  const quoting = isSingle ? `${ofAnyPage}, ${ofItsOwnPage}` : ofAnyPage;
  for (const element of document.head.querySelectorAll(quoting)) element.remove();
}
