const ofAnyPage = 'script[type="application/ld+json"], meta[property^="og:image"]';
/** On the page of one item, the description and the Open Graph tags quote the item. */
const ofItsOwnPage = 'meta[name="description"], meta[property^="og:"]';

/**
 * Removes what the head of the page quotes of items. Called when an item was taken down or may have been, because the
 * head is not drawn again.
 */
export function dropHeadData(): void {
  const isSingle = document.querySelector('main.site-single') !== null;
  const quoting = isSingle ? `${ofAnyPage}, ${ofItsOwnPage}` : ofAnyPage;
  for (const element of document.head.querySelectorAll(quoting)) element.remove();
}
