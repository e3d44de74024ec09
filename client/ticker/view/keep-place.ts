/**
 * Changes the list without moving the rows that the reader sees. Browsers with scroll anchoring do this themselves,
 * except at the top of the page. Otherwise the first visible row is measured before and after the change. At the top
 * the rows are kept in place only with `alsoAtTop`, because the reader may wait there for new items.
 */
export function keepPlace(list: Element, change: () => void, alsoAtTop = false): void {
  const scroller = scrollerOf(list);
  if (scroller.scrollTop === 0 ? !alsoAtTop : anchorsItself(list, scroller)) {
    change();
    return;
  }
  const isPage = scroller === document.scrollingElement;
  const { top, bottom } = scroller.getBoundingClientRect();
  const sight = isPage ? { top: 0, bottom: innerHeight } : { top, bottom };
  const inSight = [...list.children].find((row) => row.getBoundingClientRect().bottom > sight.top);
  const before = inSight?.getBoundingClientRect().top;
  change();
  if (inSight === undefined || before === undefined || before > sight.bottom) return;
  if (!inSight.isConnected) return;
  const moved = inSight.getBoundingClientRect().top - before + owed;
  if (Math.abs(moved) >= 1) scroller.scrollTop += moved;
  owed += inSight.getBoundingClientRect().top - before;
  if (Math.abs(owed) > 1) owed = 0;
}

/** The fraction of a pixel by which the last scroll was off: added to the next one, so that errors do not add up. */
let owed = 0;

function anchorsItself(list: Element, scroller: Element): boolean {
  if (!CSS.supports('overflow-anchor', 'auto')) return false;
  return [list, list.parentElement, scroller, document.body].every(
    (element) => element === null || getComputedStyle(element).overflowAnchor !== 'none',
  );
}

function scrollerOf(element: Element): Element {
  for (let at = element.parentElement; at !== null; at = at.parentElement) {
    const { overflowY } = getComputedStyle(at);
    const scrolls = overflowY === 'auto' || overflowY === 'scroll';
    if (scrolls && at !== document.body && at.scrollHeight > at.clientHeight) return at;
  }
  return document.scrollingElement ?? document.documentElement;
}
