/** Goes to the item that the page's address names: browsers look for it before the ticker has drawn it. */
export function goToNamed(rows: readonly Element[]): void {
  // A reader who comes back has a place already.
  if (location.hash === '' || scrollY > 0) return;
  rows
    .map((row) => row.querySelector('article'))
    .find((article) => article !== null && `#${article.id}` === location.hash)
    ?.scrollIntoView();
}
